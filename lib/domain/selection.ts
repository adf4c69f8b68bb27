import { costOf, minutesLeft } from "./cost";
import { isOwnedBy, ownerOf } from "./owner";
import { type Doubt, doubtOf, type NotReleased, reasonLeftOut, releaseRisk } from "./release-risk";
import type { Session } from "./session";

/** `name` is `null` for those that are nobody's, as far as is known. */
export type OwnerShare = { name: string | null; count: number; isMine: boolean };

export type Doubtful = { session: Session; doubt: Doubt };

/** What is in a selection, for whoever is about to release it. */
export type SelectionSummary = {
  eligible: readonly Session[];
  leftOut: readonly NotReleased[];
  /** In use within the last minute, or watched. */
  active: readonly Session[];
  unknownCount: number;
  notMine: readonly Session[];
  /** To end those takes a stronger confirmation. */
  doubtful: readonly Doubtful[];
};

/** What a release is worth; `usd` is `null` when nobody said what an hour costs. */
export type Saving = { minutes: number; usd: number | null };

type Me = { id: string; email: string } | undefined;
type Facts = { ownerKey: string | null; usdPerHour: number | null };

/** @param now epoch milliseconds on upstream's clock */
export function summarizeSelection(sessions: readonly Session[], me: Me, facts: Facts, now: number): SelectionSummary {
  const eligible: Session[] = [];
  const leftOut: NotReleased[] = [];
  for (const session of sessions) {
    const why = reasonLeftOut(session, now);
    if (why) leftOut.push({ session, why });
    else eligible.push(session);
  }
  const judged = eligible.map((session) => ({ session, risk: releaseRisk(session, me, facts.ownerKey, now) }));
  return {
    eligible,
    leftOut,
    active: judged.filter(({ risk }) => risk.isActive).map(({ session }) => session),
    unknownCount: judged.filter(({ risk }) => risk.isUnknown).length,
    notMine: judged.filter(({ risk }) => !risk.isMine).map(({ session }) => session),
    doubtful: judged.flatMap(({ session, risk }) => {
      const doubt = doubtOf(risk);
      return doubt ? [{ session, doubt }] : [];
    }),
  };
}

/** What these sessions would still burn until their timeouts. */
export function savingOf(sessions: readonly Session[], usdPerHour: number | null, now: number): Saving {
  const minutes = sessions.reduce((sum, session) => sum + minutesLeft(session, now), 0);
  return { minutes, usd: usdPerHour === null ? null : costOf(minutes, usdPerHour) };
}

/** Whose they are: one's own first, then whoever has the most. */
export function ownerShares(sessions: readonly Session[], me: Me, ownerKey: string | null): OwnerShare[] {
  const shares = new Map<string | null, OwnerShare>();
  for (const session of sessions) {
    const owner = ownerOf(session, ownerKey);
    const name = owner?.name ?? null;
    const share = shares.get(name) ?? { name, count: 0, isMine: me !== undefined && isOwnedBy(owner, me) };
    shares.set(name, { ...share, count: share.count + 1 });
  }
  return [...shares.values()].sort((a, b) => Number(b.isMine) - Number(a.isMine) || b.count - a.count);
}
