import { formatAge, formatDuration } from "./duration";
import { TIMEOUT_PRESETS_SECONDS } from "./timeout";

/** How long sessions really lived, of those that ended in some time. */
export type Lifetimes = {
  sessions: number;
  p50Seconds: number;
  p95Seconds: number;
  /** How many ran into their timeout. */
  timedOut: number;
};

/** Fewer say nothing about the next one. */
export const ENOUGH_SESSIONS = 20;
const OFTEN_TIMED_OUT = 0.1;
/** A default that long is enough for whoever takes somewhat longer than nearly all did. */
const ROOM = 1.5;

/** What a human would say about the default timeout, after looking at how long sessions lived. */
export function adviseTimeout(lifetimes: Lifetimes, defaultSeconds: number | null): string {
  const { sessions, p95Seconds, timedOut } = lifetimes;
  if (sessions < ENOUGH_SESSIONS) {
    const seen = sessions === 1 ? "1 session" : `${sessions} sessions`;
    return `In the last 7 days Keepwatch saw ${seen} end. From ${ENOUGH_SESSIONS} on it says here whether the default fits.`;
  }
  if (timedOut / sessions >= OFTEN_TIMED_OUT) {
    return `${percent(timedOut, sessions)} of the sessions ran into their timeout: they need longer, or nobody releases them when they are done. Idle sessions in the list tell which.`;
  }
  if (defaultSeconds === null) return `Nearly all sessions were over within ${formatAge(p95Seconds)}.`;
  const enough = TIMEOUT_PRESETS_SECONDS.find((preset) => preset >= p95Seconds * ROOM);
  if (enough !== undefined && enough < defaultSeconds) {
    return `Nearly all sessions were over within ${formatAge(p95Seconds)}. With ${formatDuration(enough)} in place of ${formatDuration(defaultSeconds)} they would not notice, and one that is forgotten would end ${formatDuration(defaultSeconds - enough)} sooner.`;
  }
  if (p95Seconds > defaultSeconds) {
    return `Many sessions lived longer than the default, by a timeout of their own. It fits those that have none.`;
  }
  return `The default fits: nearly all sessions were over within ${formatAge(p95Seconds)}, and it leaves them some room.`;
}

export function percent(part: number, whole: number): string {
  return whole === 0 ? "0 %" : `${Math.round((part / whole) * 100)} %`;
}
