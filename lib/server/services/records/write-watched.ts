import { sql } from "drizzle-orm";
import type { Session } from "@/lib/domain/session";
import type { DatabaseConnection } from "@/lib/server/db/database";
import { sessionRecord } from "@/lib/server/db/schema";

/** That somebody has the live view of a session open, whichever server they are on; never an earlier time than known. */
export async function writeWatched({ db }: DatabaseConnection, session: Session, at: number): Promise<void> {
  const { id, startedAt, status, keepAlive } = session;
  const watchedAt = sql`greatest(${Math.round(at)}::bigint, (${sessionRecord.activity}->>'watchedAt')::bigint)`;
  const unknown = sql`'{"checkedAt":null,"lastAt":null}'::jsonb`;
  await db
    .insert(sessionRecord)
    .values({
      id,
      startedAt: new Date(startedAt),
      status,
      keepAlive,
      activity: { checkedAt: null, lastAt: null, watchedAt: Math.round(at) },
    })
    .onConflictDoUpdate({
      target: sessionRecord.id,
      set: {
        activity: sql`coalesce(${sessionRecord.activity}, ${unknown}) || jsonb_build_object('watchedAt', ${watchedAt})`,
        version: sql`nextval('note_version')`,
      },
    });
}
