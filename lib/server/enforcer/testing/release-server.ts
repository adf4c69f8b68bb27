import { pino } from "pino";
import type { DatabaseConnection } from "@/lib/server/db/database";
import { LiveFeed } from "@/lib/server/feed/live-feed";
import { scheduleTimer } from "@/lib/server/feed/schedule";
import { ReleaseBoard } from "@/lib/server/services/releases/release-board";
import type { ReleaseTiming } from "@/lib/server/services/releases/try-release";
import { ReleaseWorker } from "../release-worker";
import type { ReleasingUpstream } from "./releasing-upstream";

/** Short enough for a test, and in the order of the real ones. */
export const FAST: ReleaseTiming = {
  verifyWithinMs: 400,
  giveUpAfterMs: 60_000,
  leastTries: 3,
  putOffForMs: 60_000,
  firstRetryMs: 40,
  maxRetryMs: 200,
};

type Options = { database: DatabaseConnection; upstream: ReleasingUpstream; name: string; timing: ReleaseTiming };

/** What of a server has to do with releases, on a database and an upstream of the test's. */
export async function startReleaseServer({ database, upstream, name, timing }: Options) {
  const log = pino({ level: "silent" });
  const failures: unknown[] = [];
  const onFailure = (error: unknown) => failures.push(error);
  const feed = new LiveFeed({
    upstream,
    epoch: name,
    pace: {
      busyMs: 30,
      quietMs: 60,
      heartbeatMs: 60,
      requestsPerMinute: 100_000,
      pendingEvery: 1,
      logEveryMs: 60_000,
      projectEveryMs: 30_000,
    },
    now: Date.now,
    random: () => 0.5,
    wait: () => new Promise(() => undefined),
    schedule: scheduleTimer,
    readOwnFacts: async () => ({ defaultTimeoutSeconds: null, ownerKey: "owner", usdPerHour: null }),
    onProject: () => undefined,
    onFailure,
  });
  const releases = new ReleaseBoard({ database, feed, now: Date.now, schedule: scheduleTimer, onFailure });
  const ctx = { database, upstream, feed, log, releases, server: name, timing };
  const worker = new ReleaseWorker({
    ...ctx,
    now: Date.now,
    random: () => 0.5,
    schedule: scheduleTimer,
  });
  await feed.read();
  await releases.start();
  return {
    ...ctx,
    failures,
    worker,
    async stop() {
      await worker.stop();
      await releases.stop();
      await feed.stop();
    },
  };
}

export type ReleaseServer = Awaited<ReturnType<typeof startReleaseServer>>;
