import { type Doubt, isUnseen } from "./release-risk";
import type { SelectionSummary } from "./selection";
import type { Session } from "./session";

/** Those in doubt that a person ticked, by what they were shown of each then. */
export type Accepted = ReadonlyMap<string, Doubt>;

export type ConsentedRelease = {
  released: readonly Session[];
  /** How many of these are somebody else's or nobody's. */
  notMine: number;
  /** Those that are in use, and were when they were ticked. */
  activeIds: string[];
  /** Those of which no log tells whether anybody uses them. */
  unseenIds: string[];
};

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

/** Whoever accepted that it is in use accepted less, too; else one that is used meanwhile is in doubt anew. */
export function isAccepted({ session, doubt }: SelectionSummary["doubtful"][number], accepted: Accepted): boolean {
  const shown = accepted.get(session.id);
  return shown === doubt || shown === "in-use" || (isUnseen(shown) && isUnseen(doubt));
}
