import { and, isNull, lt, or } from "drizzle-orm";
import type { DatabaseConnection } from "@/lib/server/db/database";
import { sessionRecord } from "@/lib/server/db/schema";

const DAY_MS = 24 * 3_600_000;
/** What is learned from a session is learned within a month. */
const KEPT_DAYS = 31;

export async function pruneRecords({ db }: DatabaseConnection, now: number): Promise<void> {
  const old = new Date(now - KEPT_DAYS * DAY_MS);
  const neverSeenToEnd = and(isNull(sessionRecord.endedAt), lt(sessionRecord.startedAt, old));
  await db.delete(sessionRecord).where(or(lt(sessionRecord.endedAt, old), neverSeenToEnd));
}
