import { idleness } from "./activity";
import { compareIdleness } from "./idle-order";
import { isProtected } from "./protection";
import { isLive, isReleasing, type Session } from "./session";

/**
 * Who holds the slots, the least valuable first: proven idle for longest, then likely idle, not known, in use, protected;
 * and last those that end with their client, which nobody need release.
 */
export function slotHolders(sessions: readonly Session[], now: number): Session[] {
  return sessions
    .filter((session) => isLive(session) && !isReleasing(session))
    .sort((a, b) => worth(a, now) - worth(b, now) || compareIdleness(a, b));
}

function worth(session: Session, now: number): number {
  if (!session.keepAlive) return 5;
  if (isProtected(session, now)) return 4;
  const known = idleness(session, now);
  if (known.state === "idle") return known.confidence === "proven" ? 0 : 1;
  return known.state === "unknown" ? 2 : 3;
}
