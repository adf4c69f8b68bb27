import { drizzle } from "drizzle-orm/pg-proxy";
import { pino } from "pino";
import { createAuth } from "@/lib/server/auth/create-auth";
import { FirstRunLink } from "@/lib/server/auth/first-run-link";
import * as schema from "@/lib/server/db/schema";
import { FakeUpstream } from "@/lib/server/feed/testing/fake-upstream";
import { testFeed } from "@/lib/server/feed/testing/test-feed";
import { createRateLimits } from "@/lib/server/limits/rate-limits";
import type { Runtime } from "@/lib/server/runtime";
import { FeedStreams } from "@/lib/server/services/feed/feed-streams";
import { PolicyPast } from "@/lib/server/services/policies/policy-past";
import { ReleaseBoard } from "@/lib/server/services/releases/release-board";

/** For tests of what only hands the runtime on: a database without rows, and nobody signed in. */
export function fakeRuntime(): Runtime {
  const upstream = new FakeUpstream();
  const database = {
    kind: "embedded" as const,
    db: drizzle(async () => ({ rows: [] }), { schema }),
    inTransaction: <Result>(act: () => Promise<Result>) => act(),
    ping: async () => undefined,
    migrate: async () => undefined,
    close: async () => undefined,
  };
  const feed = testFeed({ upstream, wait: () => Promise.resolve() });
  return {
    server: "test",
    database,
    releases: new ReleaseBoard({
      database,
      feed,
      now: () => 0,
      schedule: () => () => undefined,
      onFailure: () => undefined,
    }),
    policyPast: new PolicyPast({ database, schedule: () => () => undefined }),
    auth: createAuth({
      database,
      secret: "x".repeat(43),
      origin: "http://127.0.0.1:3000",
      port: 3000,
      onLog: () => undefined,
    }),
    firstRun: new FirstRunLink(() => 0),
    upstream: {
      listLive: (statuses) => upstream.listLive(statuses),
      retrieveSession: (id) => upstream.retrieveSession(id),
      retrieveProject: () => upstream.retrieveProject(),
      createSession: () => Promise.reject(new Error("not here")),
      releaseSession: () => Promise.reject(new Error("not here")),
      connectUrl: () => Promise.reject(new Error("not here")),
      lastActivity: (id) => upstream.lastActivity(id),
      readPage: (id) => upstream.readPage(id),
      liveViewUrl: () => Promise.reject(new Error("not here")),
    },
    feed,
    streams: new FeedStreams({
      schedule: () => () => undefined,
      findEntitled: async (signInIds) => new Set(signInIds),
      onFailure: () => undefined,
    }),
    limits: createRateLimits({ requestsPerMinute: 600 }),
    web: { isSecure: false, trustedProxies: [], requestsPerMinute: 600 },
    logChecks: { checksPerMinute: 30, everySeconds: 10 },
    installation: { upstream: { kind: "engine", url: "http://127.0.0.1:1" }, database: { kind: "embedded" } },
    log: pino({ level: "silent" }),
  };
}
