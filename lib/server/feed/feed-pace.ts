/** How often upstream is asked. All the numbers of the feed that depend on who upstream is. */
export type FeedPace = {
  /** Between two lists while something happens or is about to. */
  busyMs: number;
  /** While somebody watches and nothing has changed for a while. */
  quietMs: number;
  /** All requests of the feed together; lists get three quarters of them. */
  requestsPerMinute: number;
  /**
   * Sessions that are just starting are a list of their own, asked for with each so-manieth list of the running ones and
   * after acts of our own. They are on the other list soon.
   */
  pendingEvery: number;
};

/** The engine is on this machine and is nobody else's. */
export const ENGINE_PACE: FeedPace = { busyMs: 1_000, quietMs: 2_000, requestsPerMinute: 240, pendingEvery: 1 };
export const BROWSERBASE_PACE: FeedPace = { busyMs: 2_000, quietMs: 5_000, requestsPerMinute: 60, pendingEvery: 3 };

/** The pace as whoever runs Keepwatch wants it. Quiet times are never looked at more often than busy ones. */
export function withWishes(
  pace: FeedPace,
  {
    requestsPerMinute = pace.requestsPerMinute,
    intervalSeconds,
  }: { requestsPerMinute?: number; intervalSeconds?: number },
): FeedPace {
  const busyMs = intervalSeconds === undefined ? pace.busyMs : intervalSeconds * 1000;
  return { ...pace, requestsPerMinute, busyMs, quietMs: Math.max(pace.quietMs, busyMs) };
}

const MAX_BACKOFF_MS = 60_000;
/** Upstream may ask for more patience than we have, but not for any amount. */
const MAX_RETRY_AFTER_MS = 5 * 60_000;
const JITTER = 0.1;

type Situation = {
  failuresInRow: number;
  retryAfterSeconds?: number;
  isBusy: boolean;
  /** From 0 to 1. */
  random: number;
};

/** How long to leave upstream alone after an answer or, doubling each time, after failures in a row. */
export function nextAskDelayMs(
  pace: FeedPace,
  { failuresInRow, retryAfterSeconds = 0, isBusy, random }: Situation,
): number {
  const healthyMs = isBusy ? pace.busyMs : pace.quietMs;
  const backoffMs = Math.min(MAX_BACKOFF_MS, pace.busyMs * 2 ** failuresInRow);
  const delayMs = (failuresInRow === 0 ? healthyMs : backoffMs) * (1 + JITTER * (2 * random - 1));
  return Math.max(delayMs, Math.min(MAX_RETRY_AFTER_MS, retryAfterSeconds * 1000));
}
