import { isLive, type Session } from "@/lib/domain/session";

type BookEntry = {
  session: Session;
  /** The live list no longer has it, and nobody has looked yet how it ended. */
  isMissing: boolean;
  /** When its end was learned, which may be long after it ended: upstream was down, or has its own idea of when. */
  endSeenAt?: number;
};

/** The sessions that were seen alive, and are or ended lately. Never changed in place. */
export type SessionBook = ReadonlyMap<string, BookEntry>;

/** A list answer: what it names is live, and what was live and is not named is missing. */
export function withLiveList(book: SessionBook, live: readonly Session[]): SessionBook {
  const next = new Map<string, BookEntry>();
  for (const [id, entry] of book) next.set(id, { ...entry, isMissing: isLive(entry.session) });
  for (const session of live) {
    // An end is final: a list that was on its way when the session ended does not bring it back.
    if (!hasEnded(next.get(session.id))) next.set(session.id, { session, isMissing: false });
  }
  return next;
}

/** What one answer about one session said. An ended one that was never seen alive here is no news. */
export function withSession(book: SessionBook, session: Session, now: number): SessionBook {
  const known = book.get(session.id);
  if (hasEnded(known)) return book;
  if (isLive(session)) return new Map(book).set(session.id, { session, isMissing: false });
  return known ? new Map(book).set(session.id, { session, isMissing: false, endSeenAt: now }) : book;
}

/** Forgets those whose end was learned before `cutoff`. */
export function withoutEndedBefore(book: SessionBook, cutoff: number): SessionBook {
  return new Map([...book].filter(([, { endSeenAt }]) => endSeenAt === undefined || endSeenAt >= cutoff));
}

export function without(book: SessionBook, ids: ReadonlySet<string>): SessionBook {
  return new Map([...book].filter(([id]) => !ids.has(id)));
}

export function missingSessions(book: SessionBook): Session[] {
  return [...book.values()].filter((entry) => entry.isMissing).map((entry) => entry.session);
}

function hasEnded(entry: BookEntry | undefined): boolean {
  return entry !== undefined && !isLive(entry.session);
}
