import { setTimeout } from "node:timers/promises";
import { RepeatedJob } from "./repeated-job";
import type { Runtime } from "./runtime";
import { removeExpiredSignIns } from "./services/account/remove-expired-sign-ins";
import { gatherAuditStatistics } from "./services/audit/gather-statistics";
import { pruneAudit } from "./services/audit/prune";
import { settleOverdue } from "./services/audit/settle-requested";
import { removeOldNotices } from "./services/notices/remove-old-notices";
import { removeOldLinks } from "./services/people/remove-old-links";
import { pruneRecords } from "./services/records/prune-records";
import { pruneReleases } from "./services/releases/prune";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** Starts what keeps the database in order, and gives what ends it. */
export function keepDatabase({ database, log }: Pick<Runtime, "database" | "log">): () => Promise<void> {
  const common = {
    log,
    now: Date.now,
    random: Math.random,
    wait: (ms: number, signal: AbortSignal) => setTimeout(ms, undefined, { signal, ref: false }),
  };
  const jobs = [
    new RepeatedJob({
      ...common,
      name: "settle audit entries",
      everyMs: MINUTE_MS,
      run: (now) => settleOverdue(database, now),
    }),
    new RepeatedJob({
      ...common,
      name: "prune the audit log",
      everyMs: DAY_MS,
      async run(now, signal) {
        await pruneAudit({ database, log }, now, signal);
        await gatherAuditStatistics(database);
      },
    }),
    new RepeatedJob({
      ...common,
      name: "remove what has expired",
      everyMs: DAY_MS,
      async run(now, signal) {
        await removeExpiredSignIns(database, now);
        await removeOldLinks(database, now);
        await pruneReleases(database, signal);
        await pruneRecords(database, now);
        await removeOldNotices(database, now);
      },
    }),
  ];
  for (const job of jobs) job.start();
  return async () => {
    await Promise.all(jobs.map((job) => job.stop()));
  };
}
