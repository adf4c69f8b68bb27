import { ACTIVE_WITHIN_MS } from "./activity";
import type { Session } from "./session";

/**
 * First what one would act on: kept alive and idle, for longest; then kept alive and not known, kept alive and in use, and
 * last what ends with its client. It knows no time, so that no row moves because a clock went on, and those in use do not
 * change places with every command.
 */
export function compareIdleness(a: Session, b: Session): number {
  const rank = rankOf(a);
  return rank - rankOf(b) || (rank === IDLE ? usedAt(a) - usedAt(b) : a.startedAt - b.startedAt);
}

const [IDLE, UNKNOWN, IN_USE, NOT_KEPT] = [0, 1, 2, 3];

function rankOf(session: Session): number {
  if (!session.keepAlive) return NOT_KEPT;
  const checkedAt = session.activity?.checkedAt ?? null;
  if (checkedAt === null) return session.activity?.watchedAt === undefined ? UNKNOWN : IN_USE;
  return checkedAt - usedAt(session) < ACTIVE_WITHIN_MS ? IN_USE : IDLE;
}

function usedAt({ activity, startedAt }: Session): number {
  return Math.max(activity?.lastAt ?? startedAt, activity?.watchedAt ?? 0);
}
