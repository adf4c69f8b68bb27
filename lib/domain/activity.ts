import { isLive, type Session } from "./session";

/** What is known of the use of a session. Instants are epoch milliseconds on upstream's clock. */
export type Activity = {
  /** When its CDP log was read last; `null` when it never was, or cannot be: `problem` says why. */
  checkedAt: number | null;
  /** The newest entry of the log; `null` when it has none. */
  lastAt: number | null;
  problem?: string;
  /** Somebody had its live view open, as far as this console knows. */
  watchedAt?: number;
  /** Of the first tab, when that was looked at. */
  page?: { title: string; host: string };
};

/** No client can be silent for longer: Browserbase closes a CDP connection without a command for ten minutes. */
export const PROVEN_AFTER_MS = 10 * 60_000;
/** From here on a session that is kept alive counts as one that nobody needs. */
export const IDLE_AFTER_MS = 10 * 60_000;
/** Clients pause for as long between two commands while they work. */
export const ACTIVE_WITHIN_MS = 60_000;
/** What was read longer ago proves nothing any more: a client may have come since. */
export const FRESH_FOR_MS = 5 * 60_000;
/** A page with an open live view says so more often than this. */
export const WATCHED_FOR_MS = 60_000;

/** `unknown` says nothing either way, and is never a reason to release. */
export type Idleness =
  | { state: "unknown"; reason: string }
  | { state: "watched"; at: number }
  /** Without a log it has only just started. */
  | { state: "active"; lastAt: number; checkedAt: number; hasLog: boolean; wasWatched: boolean }
  | {
      state: "idle";
      /** Since when, which is when it started if nothing was ever logged. */
      since: number;
      idleForMs: number;
      checkedAt: number;
      confidence: "proven" | "likely";
      hasLog: boolean;
      /** What it was then is that its live view closed, and no command. */
      wasWatched: boolean;
    };

/**
 * How idle a session is, and how that is known. Activity is: an entry in its CDP log, and an open live view. Listing it,
 * opening its details and asking after it are none.
 *
 * `proven`: its log was silent for more than ten minutes when it was read, and that was a moment ago. A log without any
 * entry proves nothing, since it may be switched off.
 */
export function idleness(session: Session, now: number): Idleness {
  const { activity } = session;
  if (!isLive(session)) return { state: "unknown", reason: "It has ended." };
  if (activity?.watchedAt !== undefined && now - activity.watchedAt < WATCHED_FOR_MS) {
    return { state: "watched", at: activity.watchedAt };
  }
  if (!activity || activity.checkedAt === null) {
    return { state: "unknown", reason: activity?.problem ?? reasonUnread(session) };
  }
  const { checkedAt, lastAt, problem } = activity;
  // It could be read once, and what it said then is no answer to what happens now.
  if (problem !== undefined && now - checkedAt > FRESH_FOR_MS) return { state: "unknown", reason: problem };
  const since = Math.max(lastAt ?? session.startedAt, activity.watchedAt ?? 0);
  const hasLog = lastAt !== null;
  const wasWatched = since === activity.watchedAt;
  if (checkedAt - since < ACTIVE_WITHIN_MS) return { state: "active", lastAt: since, checkedAt, hasLog, wasWatched };
  const isProven = hasLog && checkedAt - since > PROVEN_AFTER_MS && now - checkedAt <= FRESH_FOR_MS;
  return {
    state: "idle",
    since,
    idleForMs: Math.max(0, now - since),
    checkedAt,
    confidence: isProven ? "proven" : "likely",
    hasLog,
    wasWatched,
  };
}

function reasonUnread({ keepAlive }: Session): string {
  return keepAlive ? "Its CDP log was not read yet." : "It ends with its client, so its CDP log is not read.";
}

/** Whether it is one that nobody needs, as far as anybody can tell: kept alive, not in use, for long. */
export function isIdle(session: Session, now: number): boolean {
  if (!session.keepAlive) return false;
  const known = idleness(session, now);
  return known.state === "idle" && known.checkedAt - known.since >= IDLE_AFTER_MS;
}

/** Of two accounts of the same session what is newest of each; the first one itself when the second adds nothing. */
export function newestActivity(known: Activity | undefined, told: Activity | undefined): Activity | undefined {
  if (!known || !told) return known ?? told;
  const isNewer = (told.checkedAt ?? 0) > (known.checkedAt ?? 0) || (known.checkedAt === null && !known.problem);
  const newest = isNewer ? told : known;
  const watchedAt = Math.max(known.watchedAt ?? 0, told.watchedAt ?? 0) || undefined;
  return newest.watchedAt === watchedAt ? newest : { ...newest, watchedAt };
}

/** So long silent, by a log that was read so lately, that no client is left. */
export function isProvenIdle(known: Idleness): boolean {
  return known.state === "idle" && known.confidence === "proven";
}
