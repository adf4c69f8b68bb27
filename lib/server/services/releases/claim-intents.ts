import { and, eq, inArray, min, type SQL, sql } from "drizzle-orm";
import type { DecidedOn, Releaser } from "@/lib/domain/release";
import type { DatabaseConnection } from "@/lib/server/db/database";
import { release, releaseIntent } from "@/lib/server/db/schema";
import { DATABASE_NOW, databaseNowPlus } from "./database-now";
import { isOpen } from "./is-open";

/** A server that says nothing for so long has died, and others go on with what it had claimed. */
const CLAIM_MS = 15_000;
export const RENEW_CLAIMS_MS = 5_000;

/** One session that is to be released now, by this server alone. */
export type ClaimedIntent = {
  id: number;
  releaseId: string;
  sessionId: string;
  state: "waiting" | "sending" | "verifying";
  decided: DecidedOn;
  by: Releaser;
  attempts: number;
  /** What the last try came to, if it did not end it. */
  detail: string | null;
  /** When the request left first that may have ended it. */
  sentAt: Date | null;
  /** How long ago that was. */
  sentAgoMs: number;
  /** How long ago it was due. */
  overdueMs: number;
};

/**
 * Takes some of those that are due, by turns between releases, so that one of a single session does not wait for one of
 * ten thousand; within a release the longest due first. Each is handed to one server alone.
 *
 * @param inHand how many of each release this server is at already
 */
export async function claimIntents(
  { db }: DatabaseConnection,
  server: string,
  atMost: number,
  inHand: ReadonlyMap<string, number> = new Map(),
): Promise<ClaimedIntent[]> {
  const { id, releaseId, sessionId, state, decided, attempts, detail, sentAt } = releaseIntent;
  const rows = await db
    .update(releaseIntent)
    .set({ claimedBy: server, claimedUntil: databaseNowPlus(CLAIM_MS) })
    .from(release)
    // As an array it is looked up once, whatever the plan: twice would claim twice as many.
    .where(and(eq(release.id, releaseId), sql`${id} = any(array(${dueByTurns(atMost, inHand)}))`))
    .returning({
      id,
      releaseId,
      sessionId,
      state,
      decided,
      by: release.by,
      attempts,
      detail,
      sentAt,
      sentAgoMs: agoMs(sentAt),
      overdueMs: agoMs(release.dueAt),
    });
  return rows.flatMap(({ state: now, ...row }) =>
    now === "waiting" || now === "sending" || now === "verifying" ? [{ ...row, state: now }] : [],
  );
}

/** In plain words, which the partial index understands. It is asked again of the row itself, once that is locked. */
const IS_DUE = sql.raw(`
  state in ('waiting', 'sending', 'verifying') and next_attempt_at <= clock_timestamp()
  and (claimed_until is null or claimed_until < clock_timestamp())`);

/** Of each open release no more are looked at than can be taken. */
function dueByTurns(atMost: number, inHand: ReadonlyMap<string, number>): SQL {
  return sql`
    select release_intent.id from release_intent
    join (
      select due.id as due_id, due.since,
        row_number() over (partition by release.id order by due.since, due.id)
          + coalesce((${JSON.stringify(Object.fromEntries(inHand))}::jsonb ->> release.id)::int, 0) as turn
      from release cross join lateral (
        select id, next_attempt_at as since from release_intent
        where release_id = release.id and ${IS_DUE}
        order by next_attempt_at, id limit ${atMost}
      ) as due
      where release.settled_at is null
    ) as candidate on due_id = release_intent.id
    where ${IS_DUE}
    order by turn, since, due_id
    limit ${atMost} for update of release_intent skip locked`;
}

function agoMs(instant: typeof releaseIntent.sentAt | typeof release.dueAt) {
  return sql`coalesce(extract(epoch from ${DATABASE_NOW} - ${instant}) * 1000, 0)`.mapWith(Number);
}

/** Those that upstream accepted, and whose end is to be looked up now. */
export async function makeDue({ db }: DatabaseConnection, ids: number[]): Promise<void> {
  const isAccepted = eq(releaseIntent.state, "verifying");
  await db
    .update(releaseIntent)
    .set({ nextAttemptAt: DATABASE_NOW })
    .where(and(isAccepted, inArray(releaseIntent.id, ids)));
}

export async function renewClaims({ db }: DatabaseConnection, server: string, ids: number[]): Promise<void> {
  if (ids.length === 0) return;
  await db
    .update(releaseIntent)
    .set({ claimedUntil: databaseNowPlus(CLAIM_MS) })
    .where(and(inArray(releaseIntent.id, ids), eq(releaseIntent.claimedBy, server)));
}

/** The embedded database has one server, so whatever is claimed at its start was claimed by one that is gone. */
export async function dropAbandonedClaims({ kind, db }: DatabaseConnection): Promise<void> {
  if (kind !== "embedded") return;
  await db.update(releaseIntent).set({ claimedBy: null, claimedUntil: null }).where(isOpen);
}

/** In how many milliseconds the next intent is due, or its claim runs out; `undefined` when none is open. */
export async function nextDueInMs({ db }: DatabaseConnection): Promise<number | undefined> {
  const { nextAttemptAt, claimedUntil } = releaseIntent;
  const next = min(sql`greatest(${nextAttemptAt}, ${claimedUntil})`);
  const [row] = await db
    .select({ inMs: sql<number | null>`extract(epoch from ${next} - ${DATABASE_NOW}) * 1000` })
    .from(releaseIntent)
    .where(isOpen);
  return row?.inMs === null || row?.inMs === undefined ? undefined : Math.max(0, Number(row.inMs));
}
