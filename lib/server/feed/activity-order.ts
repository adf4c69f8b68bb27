import { ACTIVE_WITHIN_MS } from "@/lib/domain/activity";
import type { Session } from "@/lib/domain/session";

/** What was never looked at may be anything, also forgotten long ago. */
const NEVER_CHECKED = 4;
/** What seemed idle is what somebody may want to release. */
const SEEMS_IDLE = 2;

/**
 * How much a session deserves that its CDP log be read: the longer nobody did, the more, and twice as much when it
 * seemed idle the last time. So of sessions that seem idle none waits longer than if all were read in turn. 0: not now.
 * A session without keepAlive ends by itself when its client leaves, and is never looked at.
 *
 * @param now on upstream's clock
 */
export function checkUrgency(session: Session, now: number, everyMs: number): number {
  if (!session.keepAlive || session.status !== "RUNNING") return 0;
  const checkedAt = session.activity?.checkedAt ?? null;
  if (checkedAt === null) return NEVER_CHECKED * Math.max(1, now - session.startedAt);
  const waitedMs = now - checkedAt;
  if (waitedMs < everyMs) return 0;
  const lastAt = session.activity?.lastAt ?? session.startedAt;
  return checkedAt - lastAt < ACTIVE_WITHIN_MS ? waitedMs : SEEMS_IDLE * waitedMs;
}

/** The one that deserves it most, if any does. */
export function mostUrgent(sessions: Iterable<Session>, urgencyOf: (session: Session) => number): Session | undefined {
  let most: { session: Session; urgency: number } | undefined;
  for (const session of sessions) {
    const urgency = urgencyOf(session);
    if (urgency > (most?.urgency ?? 0)) most = { session, urgency };
  }
  return most?.session;
}
