import { isLive, type Session } from "@/lib/domain/session";

type BookEntry = {
  session: Session;
  /** Since when, on upstream's clock, the live list no longer has it, while nobody knows how it ended. */
  missingSince?: number;
  /** Look-ups since the live list last had it, of which the last so many in a row said nothing. */
  lookUps: number;
  failedLookUps: number;
  /** When its end was learned, which may be long after it ended: upstream was down, or has its own idea of when. */
  endSeenAt?: number;
};

/** The sessions that were seen alive, and are or ended lately. Never changed in place. */
export type SessionBook = ReadonlyMap<string, BookEntry>;

export type MissingSession = { session: Session; since: number; failedLookUps: number };

/**
 * A list answer: what it names is live, and what was live and is not named is missing.
 *
 * @param upstreamNow since when, on upstream's clock
 */
export function withLiveList(book: SessionBook, live: readonly Session[], upstreamNow: number): SessionBook {
  const next = new Map<string, BookEntry>();
  for (const [id, entry] of book) {
    next.set(id, isLive(entry.session) ? { ...entry, missingSince: entry.missingSince ?? upstreamNow } : entry);
  }
  for (const session of live) {
    // An end is final: a list that was on its way when the session ended does not bring it back.
    if (!hasEnded(next.get(session.id))) next.set(session.id, { session, lookUps: 0, failedLookUps: 0 });
  }
  return next;
}

/** What one answer about one session said. An ended one that was never seen alive here is no news. */
export function withSession(book: SessionBook, session: Session, now: number): SessionBook {
  const known = book.get(session.id);
  if (hasEnded(known) || (!known && !isLive(session))) return book;
  const endSeenAt = isLive(session) ? undefined : now;
  const lookUps = (known?.lookUps ?? 0) + 1;
  return new Map(book).set(session.id, { session, lookUps, failedLookUps: 0, endSeenAt });
}

/** A look-up that did not say how the session is. */
export function withFailedLookUp(book: SessionBook, id: string): SessionBook {
  const known = book.get(id);
  if (known?.missingSince === undefined) return book;
  return new Map(book).set(id, { ...known, lookUps: known.lookUps + 1, failedLookUps: known.failedLookUps + 1 });
}

/** Forgets those whose end was learned before `cutoff`. */
export function withoutEndedBefore(book: SessionBook, cutoff: number): SessionBook {
  return new Map([...book].filter(([, { endSeenAt }]) => endSeenAt === undefined || endSeenAt >= cutoff));
}

export function without(book: SessionBook, ids: ReadonlySet<string>): SessionBook {
  return new Map([...book].filter(([id]) => !ids.has(id)));
}

/** The least looked up first, so that those whose look-ups say nothing do not keep the others waiting. */
export function missingSessions(book: SessionBook): MissingSession[] {
  return [...book.values()]
    .sort((a, b) => a.lookUps - b.lookUps)
    .flatMap(({ session, missingSince, failedLookUps }) =>
      missingSince === undefined ? [] : [{ session, since: missingSince, failedLookUps }],
    );
}

function hasEnded(entry: BookEntry | undefined): boolean {
  return entry !== undefined && !isLive(entry.session);
}
