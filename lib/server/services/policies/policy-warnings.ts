import { and, eq, sql } from "drizzle-orm";
import type { DatabaseConnection } from "@/lib/server/db/database";
import { isAnyOf } from "@/lib/server/db/is-any-of";
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
  await db.execute(sql`
    insert into ${policyWarning} (policy_id, session_id, warned_at, due_at)
    select "policyId", "sessionId", to_timestamp("warnedAt" / 1000), to_timestamp("dueAt" / 1000)
    from jsonb_to_recordset(${JSON.stringify(warnings)}::jsonb)
      as warning("policyId" text, "sessionId" text, "warnedAt" float8, "dueAt" float8)
    on conflict (policy_id, session_id) do update set warned_at = excluded.warned_at, due_at = excluded.due_at`);
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
    .where(sessionIds ? and(isOfPolicy, isAnyOf(policyWarning.sessionId, sessionIds)) : isOfPolicy);
}
