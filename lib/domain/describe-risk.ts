import { idleness } from "./activity";
import { formatSecondsAgo } from "./describe-idleness";
import { isOwnedBy, ownerOf } from "./owner";
import type { Session } from "./session";

/** To whoever confirms what is worse by now than what they were shown. */
export const ASKED_ANEW = "It has changed since you were asked.";

type Me = { id: string; email: string } | undefined;

/** Why one should think twice before ending it: `It is grace's, and active now.` */
export function describeRisk(session: Session, me: Me, ownerKey: string | null, now: number): string {
  return `It is ${describeOwner(session, me, ownerKey)}, and ${describeUse(session, now)}.`;
}

function describeOwner(session: Session, me: Me, ownerKey: string | null): string {
  const owner = ownerOf(session, ownerKey);
  if (!owner) return "of an unknown owner";
  return me !== undefined && isOwnedBy(owner, me) ? "yours" : `${owner.name}’s`;
}

function describeUse(session: Session, now: number): string {
  const known = idleness(session, now);
  switch (known.state) {
    case "watched":
      return "somebody watches it";
    case "active":
      if (!known.hasLog) return "has only just started";
      return `was active ${formatSecondsAgo(now - known.lastAt)}`;
    case "idle":
      if (!known.hasLog) return "its log is empty: it was never used, or is not logged";
      return `${known.confidence === "proven" ? "is proven" : "seems"} idle`;
    case "unknown":
      return "it is not known whether it is in use";
    default:
      throw new Error(`unknown state ${known satisfies never}`);
  }
}
