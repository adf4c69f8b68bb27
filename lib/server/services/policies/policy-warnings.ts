import { and, eq, inArray, sql } from "drizzle-orm";
import type { DatabaseConnection } from "@/lib/server/db/database";
import { policyWarning } from "@/lib/server/db/schema";

/** On upstream's clock, as all that sessions are judged by. */
export type PolicyWarning = { policyId: string; sessionId: string; warnedAt: number; dueAt: number };

export async function readWarnings({ db }: DatabaseConnection): Promise<PolicyWarning[]> {
  const rows = await db.select().from(policyWarning);
  return rows.map((row) => ({ ...row, warnedAt: row.warnedAt.getTime(), dueAt: row.dueAt.getTime() }));
}

/** One for each session and policy: a new one takes the place of one that came to nothing. */
export async function writeWarnings({ db }: DatabaseConnection, warnings: readonly PolicyWarning[]): Promise<void> {
  if (warnings.length === 0) return;
  const rows = warnings.map((row) => ({ ...row, warnedAt: new Date(row.warnedAt), dueAt: new Date(row.dueAt) }));
  await db
    .insert(policyWarning)
    .values(rows)
    .onConflictDoUpdate({
      target: [policyWarning.policyId, policyWarning.sessionId],
      set: { warnedAt: sql`excluded.warned_at`, dueAt: sql`excluded.due_at` },
    });
}

/** Of all sessions when none are named. */
export async function removeWarnings(
  { db }: DatabaseConnection,
  policyId: string,
  sessionIds?: readonly string[],
): Promise<void> {
  if (sessionIds?.length === 0) return;
  const isOfPolicy = eq(policyWarning.policyId, policyId);
  await db
    .delete(policyWarning)
    .where(sessionIds ? and(isOfPolicy, inArray(policyWarning.sessionId, [...sessionIds])) : isOfPolicy);
}
