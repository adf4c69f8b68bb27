import { ENDED_VISIBLE_MS } from "@/lib/api/snapshot";
import { isLive, type Session, type SessionStatus } from "@/lib/domain/session";
import type { LiveList } from "@/lib/server/upstream/upstream";
import { endedUnknown } from "./ended-unknown";

type BookEntry = {
  session: Session;
  /** Since when, on upstream's clock, the live list no longer has it, while nobody said how it ended. */
  missingSince?: number;
  /** How many lists in a row did not have it, and how many since the last of those that had none with its status. */
  missedLists: number;
  emptyLists: number;
  /** Look-ups since the live list last had it, of which the last so many in a row said nothing. */
  lookUps: number;
  failedLookUps: number;
  /** When an answer about it alone came. */
  learnedAt?: number;
  /** When its end was learned, which may be long after it ended: upstream was down, or has its own idea of when. */
  endSeenAt?: number;
};

/** The sessions that were seen alive, and are or ended lately. Never changed in place. */
export type SessionBook = ReadonlyMap<string, BookEntry>;

/** The server that asks hears of a session within a few seconds, or never. */
const NEWS_MS = 15_000;
/** A session that so many lists in a row do not have is over, also when there was no time to look it up. */
const MISSED_LISTS = 3;
/** A list that has none of a status where there were some is more likely a mistake, so it takes more of those. */
const MISSED_EMPTY_LISTS = 20;
/** Ends that were inferred are shown for as long as others, but where sessions end all the time so many are enough. */
const MANY_INFERRED = 500;
/** Then each is shown for this long, and rows that are over stay few beside those that live. */
const CROWDED_MS = 20_000;

export type MissingSession = { session: Session; since: number; failedLookUps: number };

/** The live sessions of these statuses, and no other, as it was or became since it was asked for, on our clock. */
export type ListOf = LiveList & { statuses: readonly SessionStatus[]; askedAt: number };

/**
 * A list answer: what it names is live, and what was live and is not named, though it was asked for, is missing.
 *
 * @param upstreamNow since when, on upstream's clock
 */
export function withLiveList(book: SessionBook, list: ListOf, upstreamNow: number): SessionBook {
  const { statuses, sessions, unreadableIds, askedAt } = list;
  const unreadable = new Set(unreadableIds);
  const isEmpty = new Map(statuses.map((status) => [status, !sessions.some((session) => session.status === status)]));
  const next = new Map<string, BookEntry>();
  for (const session of sessions) {
    const known = book.get(session.id);
    const isKept = known !== undefined && (!overrules(session, askedAt, known) || isAsListed(known, session));
    next.set(session.id, isKept ? known : found(session));
  }
  for (const [id, entry] of book) {
    if (next.has(id)) continue;
    const isMissing = statuses.includes(entry.session.status) && !unreadable.has(id);
    const isByEmptyList = unreadable.size === 0 && isEmpty.get(entry.session.status) === true;
    next.set(id, isMissing ? missed(entry, upstreamNow, isByEmptyList) : entry);
  }
  return next;
}

/**
 * What one answer about one session said. An ended one that was never seen alive here is no news.
 *
 * @param askedAt left out when nobody knows
 */
export function withSession(
  book: SessionBook,
  session: Session,
  { now, askedAt = Number.NEGATIVE_INFINITY }: { now: number; askedAt?: number },
): SessionBook {
  const known = book.get(session.id);
  if (known ? !overrules(session, askedAt, known) : !isLive(session)) return book;
  const endSeenAt = isLive(session) ? undefined : now;
  const lookUps = (known?.lookUps ?? 0) + 1;
  return new Map(book).set(session.id, { ...found(session), lookUps, learnedAt: now, endSeenAt });
}

/**
 * What another server says there is, and beside it what this one learned by itself a moment ago, of which the other has
 * yet to hear.
 *
 * @param writtenAt when the other wrote it down, and so had seen each end in it
 */
export function withShared(
  book: SessionBook,
  sessions: ReadonlyMap<string, Session>,
  { now, writtenAt }: { now: number; writtenAt: number },
): SessionBook {
  const next = new Map<string, BookEntry>();
  for (const session of sessions.values()) {
    const known = book.get(session.id);
    const isKept = known && (known.session === session || !overrules(session, Number.POSITIVE_INFINITY, known));
    if (isKept) next.set(session.id, known);
    else next.set(session.id, { ...found(session), endSeenAt: isLive(session) ? undefined : writtenAt });
  }
  for (const [id, entry] of book) {
    const isNews = entry.learnedAt !== undefined && now - entry.learnedAt < NEWS_MS;
    if (isNews && !next.has(id)) next.set(id, entry);
  }
  return next;
}

/** A look-up that did not say how the session is. */
export function withFailedLookUp(book: SessionBook, id: string): SessionBook {
  const known = book.get(id);
  if (known?.missingSince === undefined) return book;
  return new Map(book).set(id, { ...known, lookUps: known.lookUps + 1, failedLookUps: known.failedLookUps + 1 });
}

/** Forgets those whose end was learned a while ago. */
export function withoutLongEnded(book: SessionBook, now: number): SessionBook {
  let inferred = 0;
  for (const { session } of book.values()) if (session.isEndInferred) inferred += 1;
  const inferredMs = inferred > MANY_INFERRED ? CROWDED_MS : ENDED_VISIBLE_MS;
  return withoutThose(book, ({ session, endSeenAt = now }) => {
    return now - endSeenAt > (session.isEndInferred ? inferredMs : ENDED_VISIBLE_MS);
  });
}

export function without(book: SessionBook, ids: ReadonlySet<string>): SessionBook {
  return ids.size === 0 ? book : new Map([...book].filter(([id]) => !ids.has(id)));
}

/**
 * Ends those that so many lists in a row did not have and whose turn to be looked up has not come: more of them ended
 * than the budget allows to ask after. They are over, and how they ended is not claimed.
 */
export function withLongMissedEnded(book: SessionBook, now: number): SessionBook {
  let next: Map<string, BookEntry> | undefined;
  for (const [id, entry] of book) {
    const { session, missingSince, missedLists, emptyLists, lookUps } = entry;
    const isLongMissed = missedLists >= MISSED_LISTS || emptyLists >= MISSED_EMPTY_LISTS;
    if (missingSince === undefined || !isLongMissed || lookUps > 0 || !isLive(session)) continue;
    next ??= new Map(book);
    next.set(id, { ...entry, session: endedUnknown(session, missingSince), endSeenAt: now });
  }
  return next ?? book;
}

/**
 * The least looked up first, so that those whose look-ups say nothing do not keep the others waiting. Where an end was
 * inferred one look-up may tell more, when no other session needs it.
 */
export function missingSessions(book: SessionBook): MissingSession[] {
  const rank = ({ session, lookUps }: BookEntry) => (isLive(session) ? lookUps : 0.5);
  return [...book.values()]
    .filter(({ session, missingSince, lookUps }) => missingSince !== undefined && (isLive(session) || lookUps === 0))
    .sort((a, b) => rank(a) - rank(b))
    .flatMap(({ session, missingSince: since, failedLookUps }) =>
      since === undefined ? [] : [{ session, since, failedLookUps }],
    );
}

/** The same book when nothing is to be forgotten. */
function withoutThose(book: SessionBook, isForgotten: (entry: BookEntry) => boolean): SessionBook {
  for (const entry of book.values()) {
    if (isForgotten(entry)) return new Map([...book].filter(([, other]) => !isForgotten(other)));
  }
  return book;
}

function found(session: Session): BookEntry {
  return { session, missedLists: 0, emptyLists: 0, lookUps: 0, failedLookUps: 0 };
}

/** Whether the entry was made of the very same row of the list before. */
function isAsListed({ session, missingSince }: BookEntry, listed: Session): boolean {
  return session === listed && missingSince === undefined;
}

/** A list that is likely a mistake makes those before it doubtful too, so that they are counted anew, and shows nothing. */
function missed(entry: BookEntry, upstreamNow: number, isByEmptyList: boolean): BookEntry {
  const missingSince = entry.missingSince ?? upstreamNow;
  if (isByEmptyList) return { ...entry, missingSince, missedLists: 0, emptyLists: entry.emptyLists + 1 };
  const { session } = entry;
  const isShown = session.missingSince !== undefined || !isLive(session);
  return {
    ...entry,
    session: isShown ? session : { ...session, missingSince },
    missingSince,
    missedLists: entry.missedLists + 1,
    emptyLists: 0,
  };
}

/**
 * An end is final: an answer that was on its way when the session ended does not bring it back. One that was inferred is
 * replaced by what upstream says of it, and revoked when upstream, asked afterwards, has the session.
 */
function overrules(session: Session, askedAt: number, { session: known, endSeenAt = 0 }: BookEntry): boolean {
  if (isLive(known)) return true;
  if (!known.isEndInferred || session.isEndInferred) return false;
  return !isLive(session) || askedAt >= endSeenAt;
}
