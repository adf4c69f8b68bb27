const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** What to wait after each failed attempt: Standard Webhooks' suggestion, up to the step that ends within a day. */
const DELAYS_MS = [5_000, 5 * MINUTE_MS, 30 * MINUTE_MS, 2 * HOUR_MS, 5 * HOUR_MS, 10 * HOUR_MS];
export const MAX_DELIVERY_ATTEMPTS = DELAYS_MS.length + 1;
/** A receiver may ask for more patience, but not for more than what it is told of stays of use. */
const MAX_RETRY_AFTER_MS = 24 * HOUR_MS;
/** So that what failed together does not come back together. */
const JITTER = 0.1;

/**
 * How long after a failed attempt the next one is due; `undefined` when it was the last.
 *
 * @param attempts how many there were, this one included
 * @param random from 0 to 1
 */
export function nextAttemptDelayMs(
  attempts: number,
  { retryAfterSeconds = 0, random }: { retryAfterSeconds?: number; random: number },
): number | undefined {
  const delayMs = DELAYS_MS[attempts - 1];
  if (delayMs === undefined) return undefined;
  const askedMs = Math.min(MAX_RETRY_AFTER_MS, retryAfterSeconds * 1000);
  return Math.max(Math.round(delayMs * (1 + JITTER * random)), askedMs);
}
