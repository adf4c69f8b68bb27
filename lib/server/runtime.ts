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
import { SnapshotSource } from "./feed/snapshot-source";
import { createRateLimits } from "./limits/rate-limits";
import { createLog } from "./log";
import type { Backbone } from "./services/service-context";
import { reconcileEngineDefault } from "./services/settings/reconcile-engine-default";
import { createUpstream } from "./upstream/create-upstream";
import { monotonicNow } from "./upstream/monotonic-now";
import { nameUpstream } from "./upstream/name-upstream";

export type Runtime = Backbone & { log: Logger };

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
  const snapshots = new SnapshotSource({
    upstream,
    now: monotonicNow,
    wait: (ms) => setTimeout(ms, undefined, { ref: false }),
    onProject(facts) {
      reconcileEngineDefault({ database, upstream, snapshots, log }, facts).catch((err: unknown) =>
        log.warn({ err }, "could not tell the engine the default timeout"),
      );
    },
    onFailure: (err) => log.warn({ err }, "upstream failed"),
  });
  // The first answer also tells the engine our default, if it missed it.
  void snapshots.read();
  const authOptions: AuthOptions = {
    database,
    secret: await readAuthSecret(database),
    origin: env.web.publicUrl ?? localOrigin(env),
    port: env.port,
    onLog: (level, message) => log.debug({ level }, message),
  };
  return {
    database,
    upstream,
    snapshots,
    auth: createAuth(authOptions),
    oidc: env.oidc && new OidcProvider({ env: env.oidc, auth: authOptions, log, now: monotonicNow }),
    firstRun: new FirstRunLink(Date.now),
    limits: createRateLimits(env.web),
    web: env.web,
    installation: describeInstallation(env),
    log,
  };
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
