import { and, desc, isNull, lt, sql } from "drizzle-orm";
import { type Notice, TOLD_FOR_MS, TOLD_NOTICES } from "@/lib/domain/notice";
import type { DatabaseConnection } from "@/lib/server/db/database";
import { notice } from "@/lib/server/db/schema";

/** With its age in place of when it was: the database's clock is nobody else's. */
export type AgedNotice = Omit<Notice, "at"> & { ageMs: number };

/** What pages are told of: the newest of the last hour. */
export function readRecentNotices(database: DatabaseConnection): Promise<AgedNotice[]> {
  return select(database, sql`${notice.at} > now() - ${`${TOLD_FOR_MS} milliseconds`}::interval`, TOLD_NOTICES);
}

/** The newest, before the one with this id. */
export function readNoticesBefore(database: DatabaseConnection, id: number | undefined, limit: number) {
  return select(database, id === undefined ? undefined : lt(notice.id, id), limit);
}

async function select({ db }: DatabaseConnection, passes: Parameters<typeof sql>[1] | undefined, limit: number) {
  const { id, kind, sessionId, message, at, toldWith } = notice;
  const ageMs = sql`extract(epoch from clock_timestamp() - ${at}) * 1000`.mapWith(Number);
  const rows = await db
    .select({ id, kind, sessionId, message, ageMs })
    .from(notice)
    .where(and(isNull(toldWith), passes === undefined ? undefined : sql`${passes}`))
    .orderBy(desc(id))
    .limit(limit);
  return rows.map(({ sessionId: of, ...row }) => ({ ...row, sessionId: of ?? undefined }));
}
