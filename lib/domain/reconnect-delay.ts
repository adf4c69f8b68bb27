/** How long to wait where the server has not said. */
const DEFAULT_RETRY_MS = 1_000;
const MAX_BACKOFF_MS = 15_000;
/** A server may ask for more patience than we have by ourselves, but not for any amount. */
const MAX_RETRY_AFTER_MS = 5 * 60_000;

type Attempts = {
  /** Attempts in a row, up to the last, that brought nothing. */
  failures: number;
  /** The server's `retry:`, if it sent one, spread over its viewers. */
  retryMs?: number;
  /** Its `Retry-After`, if it refused with one. */
  retryAfterMs?: number;
};

/**
 * How long to wait before the next attempt: never less than the server asks for, doubling with each failure. What the
 * server did not spread is up to twice as long by chance, so that all those whom a restart cut off do not come back in
 * the same moment.
 *
 * @param random from 0 up to 1
 */
export function reconnectDelayMs({ failures, retryMs, retryAfterMs = 0 }: Attempts, random: number): number {
  if (failures === 0 && retryMs !== undefined) return Math.min(MAX_RETRY_AFTER_MS, retryMs);
  const atOnceMs = Math.min(MAX_RETRY_AFTER_MS, retryMs ?? DEFAULT_RETRY_MS);
  const backoffMs = Math.max(atOnceMs, Math.min(MAX_BACKOFF_MS, atOnceMs * 2 ** Math.max(0, failures - 1)));
  return Math.round(Math.max(backoffMs, Math.min(MAX_RETRY_AFTER_MS, retryAfterMs)) * (1 + random));
}
