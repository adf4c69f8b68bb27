import type { Snapshot } from "@/lib/api/snapshot";
import { isLive, type Session } from "@/lib/domain/session";

/** What our own request was answered, which pictures that left the server before know nothing of. */
export type OwnAct = {
  session: Session;
  /** Upstream's clock said no more than this when the answer had come: what left later knows of it. */
  answeredBefore: number;
  /** On our monotonic clock. */
  learnedAt: number;
};

/** No picture is on its way for longer, whatever the clocks say. */
const MAX_LATE_MS = 15_000;

/** The acts that the picture may know nothing of. */
export function pendingActs(acts: readonly OwnAct[], snapshot: Snapshot, monotonicNow: number): readonly OwnAct[] {
  if (acts.length === 0) return acts;
  const told = new Map(snapshot.sessions.map((session) => [session.id, session]));
  return acts.filter(({ session, answeredBefore, learnedAt }) => {
    const known = told.get(session.id);
    // An end is final.
    if (known && !isLive(known)) return false;
    return snapshot.now <= answeredBefore && monotonicNow - learnedAt < MAX_LATE_MS;
  });
}

/** The picture with the acts painted over it. */
export function withOwnActs(snapshot: Snapshot, acts: readonly OwnAct[]): Snapshot {
  if (acts.length === 0) return snapshot;
  const own = new Map(acts.map(({ session }) => [session.id, session]));
  const known = new Set(snapshot.sessions.map(({ id }) => id));
  const sessions = snapshot.sessions.map((session) => own.get(session.id) ?? session);
  return { ...snapshot, sessions: [...sessions, ...[...own.values()].filter(({ id }) => !known.has(id))] };
}
