import { and, eq, gt, or, sql } from "drizzle-orm";
import type { IntentState, SessionRelease } from "@/lib/domain/release";
import type { DatabaseConnection } from "@/lib/server/db/database";
import { isAnyOf } from "@/lib/server/db/is-any-of";
import { release, releaseIntent } from "@/lib/server/db/schema";
import type { DatabaseClock } from "./database-clock";
import { DATABASE_NOW, databaseNowMs } from "./database-now";
import { isOpen } from "./is-open";

/** For how long people are shown how a release ended, at the row of its session and as a whole. */
export const SETTLED_SHOWN_MS = 5 * 60_000;

export const isSettledLately = (settledAt: typeof releaseIntent.settledAt | typeof release.settledAt) =>
  sql`${settledAt} > ${DATABASE_NOW} - ${SETTLED_SHOWN_MS / 1000} * interval '1 second'`;

export type ChangedIntent = {
  id: number;
  sessionId: string;
  version: number;
  state: IntentState;
  note: SessionRelease;
};

/** Those that were written after the one with this version, and are open or were settled lately. In that order. */
export function readVersions({ db }: DatabaseConnection, afterVersion: number) {
  const { id, sessionId, version, settledAt } = releaseIntent;
  return db
    .select({ id, sessionId, version })
    .from(releaseIntent)
    .where(and(gt(version, afterVersion), or(isOpen, isSettledLately(settledAt))))
    .orderBy(version);
}

/** As they are now, in the order in which they were written. */
export async function readChangedIntents(
  { db }: DatabaseConnection,
  clock: DatabaseClock,
  ids: readonly number[],
): Promise<ChangedIntent[]> {
  if (ids.length === 0) return [];
  const { id, sessionId, version, state, detail, usedAt } = releaseIntent;
  const rows = await db
    .select({
      intent: { id, sessionId, version, state, detail, usedAt },
      release: { id: release.id, by: release.by, reason: release.reason, dueAt: release.dueAt },
      now: databaseNowMs,
    })
    .from(releaseIntent)
    .innerJoin(release, eq(release.id, releaseIntent.releaseId))
    .where(isAnyOf(id, ids))
    .orderBy(version);
  return rows.map(({ intent, release: of, now }) => {
    clock.learn(now);
    const note = {
      id: of.id,
      state: intent.state,
      by: of.by,
      reason: of.reason ?? undefined,
      dueAt: clock.toUpstream(of.dueAt),
      detail: intent.detail ?? undefined,
      usedAt: intent.usedAt?.getTime(),
    };
    return { id: intent.id, sessionId: intent.sessionId, version: intent.version, state: intent.state, note };
  });
}
