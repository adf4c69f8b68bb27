import { expect } from "@playwright/test";
import { session } from "@/lib/domain/testing/session";
import { release, releaseIntent } from "@/lib/server/db/schema";
import { DATABASE_TESTS } from "@/lib/server/db/testing/database-tests";
import { writeRecords } from "@/lib/server/services/records/write-records";
import { readUsage } from "./read";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

for (const { kind, test } of DATABASE_TESTS) {
  test(`${kind}: what releases spared and how long sessions lived, of the last days`, async ({ database }) => {
    expect(await readUsage({ database })).toEqual({
      reclaimed: { week: { sessions: 0, minutes: 0 }, month: { sessions: 0, minutes: 0 } },
      lifetimes: { sessions: 0, p50Seconds: 0, p95Seconds: 0, timedOut: 0 },
    });

    const now = Date.now();
    const at = new Date(now);
    const by = { kind: "person" as const, id: "p", name: "ada" };
    await database.db.insert(release).values({ id: "r", by, dueAt: at, total: 4 });
    const intent = (sessionId: string, daysAgo: number, savedMinutes: number, state: "released" | "skipped") => ({
      releaseId: "r",
      sessionId,
      state,
      savedMinutes,
      decided: { at: now, lastAt: null, wasActive: false },
      nextAttemptAt: at,
      settledAt: new Date(now - daysAgo * DAY + MINUTE),
    });
    await database.db
      .insert(releaseIntent)
      .values([
        intent("a", 1, 10, "released"),
        intent("b", 7, 20, "released"),
        intent("c", 8, 40, "released"),
        intent("d", 31, 80, "released"),
        intent("e", 1, 160, "skipped"),
      ]);

    const lived = (id: string, minutes: number, endedDaysAgo = 1, status: "COMPLETED" | "TIMED_OUT" = "COMPLETED") => {
      const endedAt = now - endedDaysAgo * DAY;
      return { session: session(id, { status, startedAt: endedAt - minutes * MINUTE, endedAt }) };
    };
    await writeRecords(database, [
      ...Array.from({ length: 19 }, (_, index) => lived(`s${index}`, index + 1)),
      lived("long", 60, 1, "TIMED_OUT"),
      lived("old", 300, 8, "TIMED_OUT"),
      { session: session("live", { keepAlive: true }) },
      { session: { ...lived("gone", 200).session, status: "ERROR", isEndInferred: true } },
    ]);
    expect(await readUsage({ database })).toEqual({
      reclaimed: { week: { sessions: 2, minutes: 30 }, month: { sessions: 3, minutes: 70 } },
      lifetimes: { sessions: 20, p50Seconds: 630, p95Seconds: 19 * 60 + 0.05 * 41 * 60, timedOut: 1 },
    });
  });
}
