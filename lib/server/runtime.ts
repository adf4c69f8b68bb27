import { randomBytes } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import type { Logger } from "pino";
import type { Installation } from "@/lib/api/settings";
import { displayPath } from "@/lib/process/display-path";
import { readAuthSecret } from "./auth/auth-secret";
import type { AuthOptions } from "./auth/common-options";
import { createAuth } from "./auth/create-auth";
import { FirstRunLink } from "./auth/first-run-link";
import { OidcProvider } from "./auth/oidc/oidc-provider";
import { openDatabase } from "./db/connect";
import { type Env, localOrigin, readEnv } from "./env";
import { BROWSERBASE_PACE, ENGINE_PACE, type FeedPace, logsPerMinute, withWishes } from "./feed/feed-pace";
import { LiveFeed } from "./feed/live-feed";
import { scheduleTimer } from "./feed/schedule";
import { createRateLimits } from "./limits/rate-limits";
import { createLog } from "./log";
import { FeedStreams } from "./services/feed/feed-streams";
import { findEntitled } from "./services/feed/find-entitled";
import { PolicyPast } from "./services/policies/policy-past";
import { restoreNotes } from "./services/records/restore-notes";
import { ReleaseBoard } from "./services/releases/release-board";
import type { Backbone } from "./services/service-context";
import { tryReadOwnFacts } from "./services/settings/own-facts";
import { reconcileEngineDefault } from "./services/settings/reconcile-engine-default";
import { shareFeed } from "./share-feed";
import { createUpstream } from "./upstream/create-upstream";
import { monotonicNow } from "./upstream/monotonic-now";
import { nameUpstream } from "./upstream/name-upstream";

export type Runtime = Backbone & {
  log: Logger;
  /** Random, and new for each process: names it among those that share the database. */
  server: string;
};

declare global {
  /** Next loads a module once per bundle it is part of, so a module's own variable would not be one per process. */
  var keepwatchRuntime: Promise<Runtime> | undefined;
}

/** Everything that lives as long as the process, made on first use. */
export function getRuntime(): Promise<Runtime> {
  globalThis.keepwatchRuntime ??= startRuntime();
  return globalThis.keepwatchRuntime;
}

async function startRuntime(): Promise<Runtime> {
  const env = readEnv();
  const log = createLog(env.logLevel, secretsOf(env));
  const database = await openDatabase(env.database);
  const upstream = createUpstream(env.upstream, {
    onBrokenRows(rows) {
      if (rows.length > 0) log.warn({ rows }, "sessions that cannot be read are left out of the list");
    },
  });
  const pace = feedPace(env);
  const epoch = randomBytes(4).toString("hex");
  const feed = new LiveFeed({
    upstream,
    epoch,
    // The embedded database has one process alone.
    share: database.kind === "postgres" ? shareFeed({ database, holder: epoch, now: monotonicNow }) : undefined,
    pace,
    now: monotonicNow,
    random: Math.random,
    wait: (ms) => setTimeout(ms, undefined, { ref: false }),
    schedule: scheduleTimer,
    readOwnFacts: () => tryReadOwnFacts(database, log),
    onProject(facts) {
      reconcileEngineDefault({ database, upstream, feed, log }, facts).catch((err: unknown) =>
        log.warn({ err }, "could not tell the engine the default timeout"),
      );
    },
    onFailure: (err) => log.warn({ err }, "upstream failed"),
  });
  await restoreNotes(database, feed, Date.now());
  // The first answer also tells the engine our default, if it missed it.
  void feed.read();
  const authOptions: AuthOptions = {
    database,
    secret: await readAuthSecret(database),
    origin: env.web.publicUrl ?? localOrigin(env),
    port: env.port,
    onLog: (level, message) => log.debug({ level }, message),
  };
  return {
    server: epoch,
    database,
    upstream,
    feed,
    releases: new ReleaseBoard({
      database,
      feed,
      now: monotonicNow,
      schedule: scheduleTimer,
      onFailure: (err) => log.error({ err }, "could not tell how releases stand, and tries again"),
    }),
    policyPast: new PolicyPast({ database, schedule: scheduleTimer }),
    streams: new FeedStreams({
      schedule: scheduleTimer,
      findEntitled: (signInIds) => findEntitled(database, signInIds, Date.now()),
      onFailure: (err) => log.error({ err }, "could not check who may still follow the feed"),
    }),
    auth: createAuth(authOptions),
    oidc: env.oidc && new OidcProvider({ env: env.oidc, auth: authOptions, log, now: monotonicNow }),
    firstRun: new FirstRunLink(Date.now),
    limits: createRateLimits(env.web),
    web: env.web,
    installation: describeInstallation(env),
    logChecks: describeLogChecks(pace),
    log,
  };
}

function feedPace({ upstream, feed }: Env): FeedPace {
  return withWishes(upstream.kind === "engine" ? ENGINE_PACE : BROWSERBASE_PACE, feed);
}

/** By the tempo of ordinary days. While everything changes at once there is less to spare, and nothing is judged by it. */
function describeLogChecks(pace: FeedPace): Backbone["logChecks"] {
  return { checksPerMinute: logsPerMinute(pace, "quiet"), everySeconds: pace.logEveryMs / 1000 };
}

function secretsOf({ upstream, oidc }: Env): string[] {
  return [upstream.apiKey, oidc?.clientSecret].filter((secret) => secret !== undefined);
}

function describeInstallation(env: Env): Installation {
  const { url } = nameUpstream(env.upstream);
  return {
    upstream: {
      kind: env.upstream.kind,
      url,
      apiKeyFile: env.upstream.kind === "engine" && !env.upstream.apiKey ? env.upstream.apiKeyFile : undefined,
    },
    database: {
      kind: env.database.kind,
      folder: env.database.kind === "embedded" ? displayPath(env.database.folder) : undefined,
    },
  };
}
