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
  /** Its log has no entry, which says no more than that: it may be switched off. */
  isLogEmpty: boolean;
  isUnknown: boolean;
};

/** Why ending a session takes a stronger confirmation, the worst first. */
export const DOUBTS = ["in-use", "empty-log", "unknown", "not-proven"] as const;
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
    isActive:
      known.state === "watched" || (known.state === "active" && known.hasLog && now - known.lastAt < ACTIVE_WITHIN_MS),
    isLogEmpty: (known.state === "active" || known.state === "idle") && !known.hasLog,
    isUnknown: known.state === "unknown",
  };
}

/** `undefined` when one's own word is enough, or the log's. */
export function doubtOf({ isMine, isProvenIdle, isActive, isLogEmpty, isUnknown }: ReleaseRisk): Doubt | undefined {
  if (isActive) return "in-use";
  if (isLogEmpty) return "empty-log";
  if (isUnknown) return "unknown";
  return isMine || isProvenIdle ? undefined : "not-proven";
}

/** No log tells of its use. */
export function isUnseen(doubt: Doubt | undefined): boolean {
  return doubt === "empty-log" || doubt === "unknown";
}

/**
 * Whether it goes at one press: it is one's own, and nobody seems to need it, or it was started so lately that its log
 * cannot say more yet.
 */
export function isUnquestioned(session: Session, risk: ReleaseRisk, now: number): boolean {
  if (!risk.isMine || isProtected(session, now)) return false;
  const doubt = doubtOf(risk);
  return doubt === undefined || (isUnseen(doubt) && now - session.startedAt < ACTIVE_WITHIN_MS);
}

/** Whoever accepted that it is in use accepted less, too; else one that is used meanwhile is in doubt anew. */
export function isCovered(doubt: Doubt | undefined, accepted: Doubt | undefined): boolean {
  if (doubt === undefined || accepted === doubt || accepted === "in-use") return true;
  return isUnseen(accepted) && isUnseen(doubt);
}

/** Whether it is worse than what somebody was shown, and decided on. */
export function isWorse(risk: ReleaseRisk, shown: ReleaseRisk): boolean {
  return (shown.isMine && !risk.isMine) || !isCovered(doubtOf(risk), doubtOf(shown));
}
