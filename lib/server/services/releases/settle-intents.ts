import { and, eq, exists, inArray, isNull, not, sql } from "drizzle-orm";
import { INTENT_OUTCOMES, type IntentState } from "@/lib/domain/release";
import type { DatabaseConnection } from "@/lib/server/db/database";
import { auditEntry, release, releaseIntent } from "@/lib/server/db/schema";
import { DATABASE_NOW } from "./database-now";
import { isOpen } from "./is-open";
import { tellFailed } from "./tell-failed";

type SettledState = Exclude<IntentState, "waiting" | "sending" | "verifying">;

export type Settlement = {
  state: SettledState;
  /** For people: a clause that is as true later as when it is written. */
  detail?: string;
  /** When it was used last, if it is skipped for that. On upstream's clock. */
  usedAt?: number;
  /** Left out, what was reckoned when upstream accepted stays. */
  savedMinutes?: number;
};

/**
 * How intents ended: written to them, to their audit entries, and, when they were the last, to their releases, in one
 * transaction. Whoever is first settles an intent; nothing changes it afterwards.
 *
 * @param which of the release's intents; those that are settled already are left alone
 * @returns the ids of those that were settled by this
 */
export function settleIntents(
  database: DatabaseConnection,
  releaseId: string,
  which: ReturnType<typeof and>,
  settlement: Settlement,
): Promise<number[]> {
  return database.inTransaction(async () => {
    const { db } = database;
    // One after the other, so that the last two do not each take the other for open.
    await db.select({ id: release.id }).from(release).where(eq(release.id, releaseId)).for("update");
    const settled = await db
      .update(releaseIntent)
      .set({
        state: settlement.state,
        detail: settlement.detail ?? null,
        usedAt: settlement.usedAt === undefined ? null : new Date(settlement.usedAt),
        savedMinutes: savedMinutes(settlement),
        settledAt: DATABASE_NOW,
        claimedBy: null,
        claimedUntil: null,
        version: sql`nextval('note_version')`,
      })
      .where(and(eq(releaseIntent.releaseId, releaseId), isOpen, which))
      .returning({ id: releaseIntent.id });
    if (settled.length > 0)
      await endEntries(
        database,
        settled.map(({ id }) => id),
        settlement,
      );
    await settleRelease(database, releaseId);
    return settled.map(({ id }) => id);
  });
}

async function endEntries({ db }: DatabaseConnection, ids: number[], { state, detail }: Settlement): Promise<void> {
  const entries = db
    .select({ id: releaseIntent.auditEntryId })
    .from(releaseIntent)
    .where(sql`${releaseIntent.id} in (select jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb)::bigint)`);
  await db
    .update(auditEntry)
    .set({ outcome: INTENT_OUTCOMES[state], detail: detail ?? AUDIT_DETAIL[state] })
    .where(and(inArray(auditEntry.id, entries), eq(auditEntry.outcome, "requested")));
}

async function settleRelease(database: DatabaseConnection, releaseId: string): Promise<void> {
  const { db } = database;
  const anyOpen = db
    .select({ id: releaseIntent.id })
    .from(releaseIntent)
    .where(and(eq(releaseIntent.releaseId, releaseId), isOpen));
  const settled = await db
    .update(release)
    .set({ settledAt: DATABASE_NOW })
    .where(and(eq(release.id, releaseId), isNull(release.settledAt), not(exists(anyOpen))))
    .returning({ id: release.id });
  if (settled.length > 0) await tellFailed(database, releaseId);
}

function savedMinutes({ state, savedMinutes: known }: Settlement) {
  if (state !== "released") return null;
  return known ?? sql`${releaseIntent.savedMinutes}`;
}

const AUDIT_DETAIL: Partial<Record<SettledState, string>> = { "already-ended": "It had ended already." };
