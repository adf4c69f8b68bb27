import { inArray, sql } from "drizzle-orm";
import type { Activity } from "@/lib/domain/activity";
import type { Owner } from "@/lib/domain/owner";
import type { Session, SessionNotes } from "@/lib/domain/session";
import { mergeSilences, type Silence } from "@/lib/domain/silence";
import type { DatabaseConnection } from "@/lib/server/db/database";
import { sessionRecord } from "@/lib/server/db/schema";
import { toJsonText } from "@/lib/server/db/to-json-text";
import type { LogFacts } from "@/lib/server/upstream/log-spells";

export type SessionNews = {
  session: Session;
  /** What was read of its CDP log since the last time that it was written. */
  log?: LogFacts;
};

/**
 * Writes what is new of sessions, many in one statement. An end is final unless it was inferred, and an owner stays. Of
 * its activity, when somebody watched it is another's to write (`writeWatched`).
 */
export async function writeRecords({ db }: DatabaseConnection, news: readonly SessionNews[]): Promise<void> {
  const silences = await mergeKnownSilences(db, news);
  const rows = news.map(({ session }) => toRow(session, silences.get(session.id)));
  const watchedBefore = sql`jsonb_strip_nulls(jsonb_build_object('watchedAt', ${sessionRecord.activity}->'watchedAt'))`;
  await db.execute(sql`
    insert into ${sessionRecord} (id, session, started_at, ended_at, status, keep_alive, owner, activity, silences)
    select id, session, to_timestamp("startedAt" / 1000), to_timestamp("endedAt" / 1000), status, "keepAlive", owner,
      activity, silences
    from jsonb_to_recordset(${toJsonText(rows)}::jsonb) as news(id text, session jsonb, "startedAt" float8,
      "endedAt" float8, status text, "keepAlive" boolean, owner jsonb, activity jsonb, silences jsonb)
    order by id
    on conflict (id) do update set
      session = excluded.session,
      ended_at = excluded.ended_at,
      status = excluded.status,
      keep_alive = excluded.keep_alive,
      owner = coalesce(${sessionRecord.owner}, excluded.owner),
      activity = coalesce(excluded.activity || ${watchedBefore}, ${sessionRecord.activity}),
      silences = coalesce(excluded.silences, ${sessionRecord.silences}),
      version = nextval('note_version')
    where ${sessionRecord.endedAt} is null or ${sessionRecord.session}->>'isEndInferred' = 'true'`);
}

async function mergeKnownSilences(
  db: DatabaseConnection["db"],
  news: readonly SessionNews[],
): Promise<Map<string, Silence[]>> {
  const logs = news.flatMap(({ session, log }) => (log && log.firstAt !== null ? [{ id: session.id, log }] : []));
  if (logs.length === 0) return new Map();
  const rows = await db
    .select({ id: sessionRecord.id, silences: sessionRecord.silences })
    .from(sessionRecord)
    .where(
      inArray(
        sessionRecord.id,
        logs.map(({ id }) => id),
      ),
    );
  const known = new Map(rows.map(({ id, silences }) => [id, silences ?? []]));
  return new Map(logs.map(({ id, log }) => [id, mergeSilences(known.get(id) ?? [], log.silences, log.firstAt)]));
}

type Row = {
  id: string;
  session: Omit<Session, keyof SessionNotes>;
  startedAt: number;
  endedAt?: number;
  status: string;
  keepAlive: boolean;
  owner?: Owner;
  activity?: Omit<Activity, "watchedAt">;
  silences?: Silence[];
};

function toRow(
  { owner, activity, protection: _, release: __, warning: ___, ...session }: Session,
  silences?: Silence[],
): Row {
  const { id, startedAt, endedAt, status, keepAlive } = session;
  return {
    id,
    session,
    startedAt,
    endedAt,
    status,
    keepAlive,
    owner,
    activity: activity && unwatched(activity),
    silences,
  };
}

function unwatched({ watchedAt: _, ...activity }: Activity): Omit<Activity, "watchedAt"> {
  return activity;
}
