import { randomUUID } from "node:crypto";
import { and, eq, sql } from "drizzle-orm";
import type { Session } from "@/lib/domain/session";
import type { DatabaseConnection } from "./db/database";
import { feedLease, feedSession } from "./db/schema";
import type { FeedShare, SharedChange, SharedFacts, SharedUpdate } from "./feed/feed-share";

const NAME = "feed";
/** The server that asks renews its claim every second. Another takes over this long after it died, at the latest. */
const LEASE = sql`clock_timestamp() + interval '6 seconds'`;
const NOW = sql`clock_timestamp()`;
/** How much later than it was true the time of upstream may have been written down. */
const WRITING_MS = 1_000;
const PRUNE_EVERY = 100;

type Options = {
  database: DatabaseConnection;
  /** Names this server among the others. */
  holder: string;
  /** Epoch milliseconds, as the feed has them. */
  now: () => number;
};

/** Several servers on one database: the claim is a row that expires, and the picture is a table beside it. */
export function shareFeed({ database, holder, now }: Options): FeedShare {
  const { db } = database;
  const isOurs = and(eq(feedLease.name, NAME), eq(feedLease.holder, holder));

  return {
    async claim() {
      const [claim] = await db
        .insert(feedLease)
        .values({ name: NAME, holder, expiresAt: LEASE })
        .onConflictDoUpdate({
          target: feedLease.name,
          set: { holder, expiresAt: LEASE },
          setWhere: sql`${feedLease.holder} = ${holder} or ${feedLease.expiresAt} < ${NOW}`,
        })
        .returning({ wishes: feedLease.wishes });
      return { isOurs: claim !== undefined, wishes: claim?.wishes ?? 0 };
    },

    async resign() {
      await db.update(feedLease).set({ expiresAt: NOW }).where(isOurs);
    },

    publish: (change) =>
      database.inTransaction(async () => {
        const { isWhole, facts } = change;
        const number = isWhole ? { epoch: randomUUID(), version: 1 } : { version: sql`${feedLease.version} + 1` };
        const [written] = await db
          .update(feedLease)
          .set({ ...number, facts, writtenAt: NOW, expiresAt: LEASE })
          // A claim that has run out, or was handed back, is not renewed by what was on its way then.
          .where(and(isOurs, sql`${feedLease.expiresAt} > ${NOW}`))
          .returning({ version: feedLease.version });
        if (!written) return false;
        await writeSessions(database, change, written.version ?? 1);
        return true;
      }),

    async read(after) {
      const [epoch = "", version = "0"] = after?.split(".") ?? [];
      const sentAt = now();
      const isSame = sql`${feedLease.epoch} = ${epoch}`;
      const isNewer = sql`${feedSession.version} > ${Number(version)}`;
      const rows = sql<
        [string, Session | null][]
      >`coalesce((select jsonb_agg(jsonb_build_array(${feedSession.id}, ${feedSession.session}))
        from ${feedSession} where not ${isSame} or ${isNewer}), '[]'::jsonb)`;
      const [found] = await db
        .select({
          epoch: feedLease.epoch,
          version: feedLease.version,
          ageMs: sql`extract(epoch from ${NOW} - ${feedLease.writtenAt}) * 1000`.mapWith(Number),
          facts: sql<SharedFacts | null>`${feedLease.facts}`,
          rows,
        })
        .from(feedLease)
        .where(and(eq(feedLease.name, NAME), sql`not (${isSame} and ${feedLease.version} = ${Number(version)})`));
      if (!found?.facts) return undefined;
      return toUpdate({ ...found, facts: found.facts, isWhole: found.epoch !== epoch, sentAt, receivedAt: now() });
    },

    async wish() {
      await db
        .update(feedLease)
        .set({ wishes: sql`${feedLease.wishes} + 1` })
        .where(eq(feedLease.name, NAME));
    },
  };
}

async function writeSessions({ db }: DatabaseConnection, change: SharedChange, version: number): Promise<void> {
  const { changed, removed, isWhole } = change;
  if (isWhole) await db.delete(feedSession);
  const sessions = [...changed.map((session) => [session.id, session]), ...removed.map((id) => [id, null])];
  if (sessions.length > 0) {
    const json = JSON.stringify(Object.fromEntries(sessions));
    await db.execute(sql`
      insert into ${feedSession} (id, version, session)
      select key, ${version}, nullif(value, 'null'::jsonb) from jsonb_each(${json}::jsonb)
      on conflict (id) do update set version = excluded.version, session = excluded.session, written_at = ${NOW}`);
  }
  if (version % PRUNE_EVERY === 0) {
    const isOld = sql`${feedSession.writtenAt} < ${NOW} - interval '10 minutes'`;
    await db.delete(feedSession).where(and(sql`${feedSession.session} is null`, isOld));
  }
}

type Found = {
  epoch: string | null;
  version: number | null;
  ageMs: number;
  facts: SharedFacts;
  rows: [string, Session | null][];
  isWhole: boolean;
  sentAt: number;
  receivedAt: number;
};

function toUpdate({ epoch, version, ageMs, facts, rows, isWhole, sentAt, receivedAt }: Found): SharedUpdate {
  const earliest = facts.now + ageMs;
  return {
    id: `${epoch}.${version}`,
    changed: rows.flatMap(([, session]) => session ?? []),
    removed: rows.flatMap(([id, session]) => (session ? [] : [id])),
    isWhole,
    facts,
    ageMs,
    clockSample: { sentAt, receivedAt, earliest, latest: earliest + WRITING_MS },
  };
}
