import { ACTIVE_WITHIN_MS, WATCHED_FOR_MS } from "@/lib/domain/activity";
import type { Backbone } from "@/lib/server/services/service-context";
import type { ClaimedIntent } from "./claim-intents";

/** Upstream's clock is known to the second at first, so an end this close to the request counts as its effect. */
export const CLOCK_TOLERANCE_MS = 1_000;
/** The same entry of a log reads the same; this is for what comes late to it. */
const ACTIVITY_TOLERANCE_MS = 1_000;

type UseTiming = { timing: { giveUpAfterMs: number } };

/**
 * The newest use that whoever decided was not asked about: it came since, or so shortly before that nothing showed it.
 * Instants of 0 are none.
 */
export function findUse(
  ctx: Pick<Backbone, "releases"> & UseTiming,
  intent: ClaimedIntent,
  { loggedAt, watchedAt }: { loggedAt: number; watchedAt: number },
): number | undefined {
  if (isToEndInUse(ctx, intent)) return undefined;
  // A request may have ended it already, and its last entries be of that; use that came later proves that none did.
  const asked = wasAsked(intent)
    ? ctx.releases.clock.toUpstream(intent.sentAt) + CLOCK_TOLERANCE_MS + ACTIVITY_TOLERANCE_MS
    : undefined;
  const { at, lastAt } = intent.decided;
  const knownUntil = Math.min(at - ACTIVE_WITHIN_MS, lastAt === null ? at : lastAt + ACTIVITY_TOLERANCE_MS);
  const isUsed = loggedAt > (asked ?? knownUntil);
  const isWatched = watchedAt > (asked ?? at - WATCHED_FOR_MS);
  const newest = Math.max(isUsed ? loggedAt : 0, isWatched ? watchedAt : 0);
  return newest > 0 ? newest : undefined;
}

/** Whoever released it was shown, not long ago, that it was in use. */
export function isToEndInUse({ timing }: UseTiming, { decided, overdueMs }: ClaimedIntent): boolean {
  return decided.wasActive && overdueMs <= timing.giveUpAfterMs;
}

/** A request has left that may have been carried out, or may be yet. */
export function wasAsked(intent: ClaimedIntent): intent is ClaimedIntent & { sentAt: Date } {
  return intent.state !== "waiting" && intent.sentAt !== null;
}
