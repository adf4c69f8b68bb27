/** One request a second at most, however many viewers ask. */
const HEALTHY_MS = 1_000;
const MAX_BACKOFF_MS = 30_000;
/** Upstream may ask for more patience than we have, but not for any amount. */
const MAX_RETRY_AFTER_MS = 5 * 60_000;

/** How long to leave upstream alone after an answer or, doubling each time, after failures in a row. */
export function nextAskDelayMs(failuresInRow: number, retryAfterSeconds = 0): number {
  const backoffMs = failuresInRow === 0 ? HEALTHY_MS : Math.min(MAX_BACKOFF_MS, HEALTHY_MS * 2 ** failuresInRow);
  return Math.max(backoffMs, Math.min(MAX_RETRY_AFTER_MS, retryAfterSeconds * 1000));
}
