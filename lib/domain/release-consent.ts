import { type Doubt, doubtOf, isCovered, isUnseen, type ReleaseRisk } from "./release-risk";
import type { Doubtful, SelectionSummary } from "./selection";
import type { Session } from "./session";

/** Those in doubt that a person ticked, by what they were shown of each then. */
export type Accepted = ReadonlyMap<string, Doubt>;

/** What whoever releases sessions was shown of them, as the server is told it. */
export type Consent = {
  /** How many of them are somebody else's or nobody's. */
  notMine: number;
  /** Those that are in use, and were when they were ticked. */
  activeIds: string[];
  /** Those of which no log tells whether anybody uses them. */
  unseenIds: string[];
};

export type ConsentedRelease = Consent & { released: readonly Session[] };

/** What of a selection a person releases who accepted so much: what they were not shown is no part of it. */
export function consentedRelease(
  { eligible, doubtful, notMine }: SelectionSummary,
  accepted: Accepted,
): ConsentedRelease {
  const refused = new Set(doubtful.filter((one) => !isAccepted(one, accepted)).map(({ session }) => session.id));
  const isReleased = ({ id }: Session) => !refused.has(id);
  const idsOf = (isMeant: (doubt: Doubt) => boolean) =>
    doubtful.filter((one) => isReleased(one.session) && isMeant(one.doubt)).map(({ session }) => session.id);
  return {
    released: eligible.filter(isReleased),
    notMine: notMine.filter(isReleased).length,
    activeIds: idsOf((doubt) => doubt === "in-use"),
    unseenIds: idsOf(isUnseen),
  };
}

export function isAccepted({ session, doubt }: Doubtful, accepted: Accepted): boolean {
  return isCovered(doubt, accepted.get(session.id));
}

/** The same of one session, by what was shown of it. */
export function consentToOne(id: string, risk: ReleaseRisk): Consent {
  return {
    notMine: risk.isMine ? 0 : 1,
    activeIds: risk.isActive ? [id] : [],
    unseenIds: isUnseen(doubtOf(risk)) ? [id] : [],
  };
}
