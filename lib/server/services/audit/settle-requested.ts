import { and, eq, lt } from "drizzle-orm";
import type { DatabaseConnection } from "@/lib/server/db/database";
import { auditEntry } from "@/lib/server/db/schema";

/** Longer than anything that Keepwatch asks for takes, so that what another instance is at is left alone. */
const ANSWERED_WITHIN_MS = 10 * 60_000;

/** Says of what was requested long ago that nobody knows how it ended: the server stopped before the answer. */
export async function settleRequested({ db }: DatabaseConnection, now: number): Promise<number> {
  const isOverdue = lt(auditEntry.at, new Date(now - ANSWERED_WITHIN_MS));
  const settled = await db
    .update(auditEntry)
    .set({ outcome: "unknown", detail: "Keepwatch stopped before it learnt how this ended." })
    .where(and(eq(auditEntry.outcome, "requested"), isOverdue))
    .returning({ id: auditEntry.id });
  return settled.length;
}
