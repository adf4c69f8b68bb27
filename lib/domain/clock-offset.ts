/**
 * What is known of another machine's clock: its offset from ours lies between `low` and `high` (milliseconds to add
 * to our clock), and `value` is the one in use. Each answer narrows the bounds, as in Cristian's algorithm.
 */
export type ClockOffset = { low: number; high: number; value: number };

/**
 * One answer: it was asked for and received at these instants of ours, and bore a time within these of theirs. What came
 * unasked has `sentAt` in the infinite past: it may have been long on its way, and narrows `low` alone.
 */
export type ClockSample = { sentAt: number; receivedAt: number; earliest: number; latest: number };

/** Crystal clocks part by up to this much; without it, old bounds would in time exclude the truth. */
const DRIFT_PER_SAMPLE_MS = 1;
/** Servers renew their `Date` header once a second by a timer, which is late on a busy one. */
const DATE_HEADER_LAG_MS = 50;

/**
 * Narrows the bounds by a sample. The value in use stays as long as the bounds allow it, so that a countdown does not
 * jitter; bounds that exclude each other mean that a clock was set, and the newer sample wins.
 */
export function narrowClockOffset(previous: ClockOffset | undefined, sample: ClockSample): ClockOffset {
  const fresh = { low: sample.earliest - sample.receivedAt, high: sample.latest - sample.sentAt };
  if (!previous) return { ...fresh, value: likeliest(fresh) };
  const low = Math.max(fresh.low, previous.low - DRIFT_PER_SAMPLE_MS);
  const high = Math.min(fresh.high, previous.high + DRIFT_PER_SAMPLE_MS);
  if (low > high) return { ...fresh, value: likeliest(fresh) };
  return { low, high, value: Math.min(high, Math.max(low, previous.value)) };
}

/** An HTTP `Date` header is cut to the second: the true time is up to a second later. `undefined` when unreadable. */
export function httpDateBounds(header: string | null): { earliest: number; latest: number } | undefined {
  const earliest = header ? Date.parse(header) : Number.NaN;
  return Number.isNaN(earliest) ? undefined : { earliest, latest: earliest + 1000 + DATE_HEADER_LAG_MS };
}

/** Most clocks are kept by NTP: while nothing speaks against it, theirs agrees with ours. */
function likeliest({ low, high }: { low: number; high: number }): number {
  if (low <= 0 && high >= 0) return 0;
  return Math.round(high === Number.POSITIVE_INFINITY ? low : (low + high) / 2);
}
