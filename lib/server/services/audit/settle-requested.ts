import { and, eq, lt, ne, type SQL, sql } from "drizzle-orm";
import type { DatabaseConnection } from "@/lib/server/db/database";
import { auditEntry } from "@/lib/server/db/schema";

/** Longer than anything that Keepwatch asks for takes, so that what another instance is at is left alone. */
const ANSWERED_WITHIN_MS = 10 * 60_000;
/** A file is sent as fast as whoever asked for it takes it. */
const EXPORTED_WITHIN_MS = 24 * 3600_000;

/** Says of what was requested long ago that nobody knows how it ended: the server stopped before the answer. */
export async function settleOverdue(database: DatabaseConnection, now: number): Promise<number> {
  const answered = await settleRequested(database, now - ANSWERED_WITHIN_MS, ne(auditEntry.action, "audit.export"));
  return answered + (await settleRequested(database, now - EXPORTED_WITHIN_MS));
}

/**
 * The same at the start, before anything is asked for. The embedded database has one server at a time, so whatever is
 * still open there was left by one that stopped; on PostgreSQL another instance may be at it.
 */
export function settleAbandoned(database: DatabaseConnection, now: number): Promise<number> {
  return database.kind === "embedded" ? settleRequested(database, now) : settleOverdue(database, now);
}

/** A release that is to happen yet says itself how it ended, however often the server stops meanwhile. */
const isNotGoingOn = sql`not exists (
  select 1 from release_intent
  where release_intent.audit_entry_id = audit_entry.id and release_intent.state in ('waiting', 'sending', 'verifying'))`;

async function settleRequested({ db }: DatabaseConnection, before: number, which?: SQL): Promise<number> {
  const settled = await db
    .update(auditEntry)
    .set({ outcome: "unknown", detail: "Keepwatch stopped before it learnt how this ended." })
    .where(and(eq(auditEntry.outcome, "requested"), lt(auditEntry.at, new Date(before)), isNotGoingOn, which))
    .returning({ id: auditEntry.id });
  return settled.length;
}
