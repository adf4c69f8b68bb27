import { and, asc, eq, inArray, lt, sql } from "drizzle-orm";
import { inAuditOrder } from "@/lib/server/db/audit-order";
import type { DatabaseConnection } from "@/lib/server/db/database";
import { holdLock } from "@/lib/server/db/hold-lock";
import { auditEntry } from "@/lib/server/db/schema";
import type { Log } from "@/lib/server/log";
import { readAuditRetention } from "@/lib/server/services/settings/audit-retention";
import { endEntry, writeEntry } from "./record";

/** Small enough that others wait for one batch only, where the database has one connection. */
const BATCH_ENTRIES = 2000;
/** A million entries a day, so that a run is over long before its own entry would be taken for abandoned. */
const MAX_BATCHES = 500;
const DAY_MS = 24 * 3600_000;

type Context = { database: DatabaseConnection; log: Log };

/**
 * Removes what is older than the log is kept for, oldest first. One entry tells it: begun before the first row goes, and
 * ended with how many went. While one instance has such an entry open, the others leave it alone.
 * A signal ends it after the batch that it is at; the rest goes the next time.
 * @returns how many entries went
 */
export async function pruneAudit(ctx: Context, now: number, signal?: AbortSignal): Promise<number> {
  const { database, log } = ctx;
  const days = await readAuditRetention(database);
  if (days === null) return 0;
  const olderThan = new Date(now - days * DAY_MS);
  const system = { database, actor: { kind: "system" } as const };
  const asked = { olderThan: olderThan.toISOString() };
  const id = await database.inTransaction(async () =>
    (await isNeededHere(database, olderThan))
      ? writeEntry(system, { action: "audit.prune", after: asked }, "requested")
      : undefined,
  );
  if (id === undefined) return 0;
  let entries = 0;
  try {
    for (let batch = 0; batch < MAX_BATCHES && !signal?.aborted; batch += 1) {
      const removed = await database.inTransaction(() => removeBatch(database, olderThan));
      entries += removed;
      if (removed < BATCH_ENTRIES) break;
    }
  } catch (error) {
    const detail = "Something failed inside Keepwatch.";
    await endEntry(system, id, { outcome: "failed", detail, after: { ...asked, entries } });
    throw error;
  }
  await endEntry(system, id, { outcome: "done", after: { ...asked, entries } });
  // Nothing else gives the room of removed rows back in the embedded database; PostgreSQL sees to it by itself.
  if (database.kind === "embedded") await database.db.execute(sql`vacuum ${auditEntry}`);
  log.info({ entries, ...asked }, "removed old audit entries");
  return entries;
}

async function isNeededHere(database: DatabaseConnection, olderThan: Date): Promise<boolean> {
  const { db } = database;
  await holdLock(database, "prune the audit log");
  const isOpen = and(eq(auditEntry.action, "audit.prune"), eq(auditEntry.outcome, "requested"));
  const [open] = await db.select({ id: auditEntry.id }).from(auditEntry).where(isOpen).limit(1);
  if (open) return false;
  const [old] = await db.select({ id: auditEntry.id }).from(auditEntry).where(isOlder(olderThan)).limit(1);
  return old !== undefined;
}

function isOlder(than: Date) {
  return and(inAuditOrder("by time", auditEntry.id), lt(auditEntry.at, than));
}

async function removeBatch({ db }: DatabaseConnection, olderThan: Date): Promise<number> {
  await db.execute(sql`set local keepwatch.retention = 'on'`);
  const oldest = db
    .select({ id: auditEntry.id })
    .from(auditEntry)
    .where(isOlder(olderThan))
    .orderBy(asc(auditEntry.at), asc(auditEntry.id))
    .limit(BATCH_ENTRIES);
  const removed = await db.delete(auditEntry).where(inArray(auditEntry.id, oldest)).returning({ id: auditEntry.id });
  return removed.length;
}
