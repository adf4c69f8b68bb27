import { and, eq, inArray, isNull, lt, lte, min, or, sql } from "drizzle-orm";
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
  /** When the request left first that may have ended it. */
  sentAt: Date | null;
  /** How long ago that was. */
  sentAgoMs: number;
  /** How long ago it was due. */
  overdueMs: number;
};

/** Takes some of those that are due, the longest due first; each is handed to one server alone. */
export async function claimIntents(
  { db }: DatabaseConnection,
  server: string,
  atMost: number,
): Promise<ClaimedIntent[]> {
  const { id, releaseId, sessionId, state, decided, attempts, sentAt, nextAttemptAt, claimedUntil } = releaseIntent;
  const due = db
    .select({ id })
    .from(releaseIntent)
    .where(and(isOpen, lte(nextAttemptAt, DATABASE_NOW), or(isNull(claimedUntil), lt(claimedUntil, DATABASE_NOW))))
    .orderBy(nextAttemptAt, id)
    .limit(atMost)
    .for("update", { skipLocked: true });
  const rows = await db
    .update(releaseIntent)
    .set({ claimedBy: server, claimedUntil: databaseNowPlus(CLAIM_MS) })
    .from(release)
    // As an array it is looked up once, whatever the plan: twice would claim twice as many.
    .where(and(eq(release.id, releaseId), sql`${id} = any(array(${due}))`))
    .returning({
      id,
      releaseId,
      sessionId,
      state,
      decided,
      by: release.by,
      attempts,
      sentAt,
      sentAgoMs: agoMs(sentAt),
      overdueMs: agoMs(release.dueAt),
    });
  return rows.flatMap(({ state: now, ...row }) =>
    now === "waiting" || now === "sending" || now === "verifying" ? [{ ...row, state: now }] : [],
  );
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
