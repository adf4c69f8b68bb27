import { ACTIVE_WITHIN_MS, idleness, isProvenIdle } from "./activity";
import { isOwnedBy, ownerOf } from "./owner";
import { isProtected } from "./protection";
import { isLive, isReleasing, type Session } from "./session";

/** Why a session is left out of a release, in one place for page and server alike. */
export type NotReleasedReason = "protected" | "releasing" | "ended" | "not-kept";
export type NotReleased = { session: Session; why: NotReleasedReason };

/** What is known of one session, as far as ending it is concerned. */
export type ReleaseRisk = {
  isMine: boolean;
  /** Silent for so long that no client can be left, and nobody watches. */
  isProvenIdle: boolean;
  isActive: boolean;
  isUnknown: boolean;
};

/** Why ending a session takes a stronger confirmation, the worst first. */
export const DOUBTS = ["in-use", "not-proven"] as const;
export type Doubt = (typeof DOUBTS)[number];

type Me = { id: string; email: string } | undefined;

/** Protected comes last, since that alone can be overruled. */
export function reasonLeftOut(session: Session, now: number): NotReleasedReason | undefined {
  if (!isLive(session)) return "ended";
  if (isReleasing(session)) return "releasing";
  if (!session.keepAlive) return "not-kept";
  return isProtected(session, now) ? "protected" : undefined;
}

export function releaseRisk(session: Session, me: Me, ownerKey: string | null, now: number): ReleaseRisk {
  const known = idleness(session, now);
  return {
    isMine: me !== undefined && isOwnedBy(ownerOf(session, ownerKey), me),
    isProvenIdle: isProvenIdle(known),
    isActive: known.state === "watched" || (known.state === "active" && now - known.lastAt < ACTIVE_WITHIN_MS),
    isUnknown: known.state === "unknown",
  };
}

/** `undefined` when one's own word is enough, or the log's. */
export function doubtOf({ isMine, isProvenIdle, isActive }: ReleaseRisk): Doubt | undefined {
  if (isActive) return "in-use";
  return isMine || isProvenIdle ? undefined : "not-proven";
}

/** Whether it is worse than what somebody was shown, and decided on. */
export function isWorse(risk: ReleaseRisk, shown: ReleaseRisk): boolean {
  const doubt = doubtOf(risk);
  return (shown.isMine && !risk.isMine) || (doubt !== undefined && doubt !== doubtOf(shown));
}
