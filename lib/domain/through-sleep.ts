/** No clock that keeps time by itself parts so far from another between two looks. */
const SLEPT_MS = 10_000;

/**
 * A monotonic clock that counts a machine's sleep, for which those of browsers and of Node stand still on most systems: by
 * how much the wall clock is found to have gone further. One that somebody sets forward looks the same, so whoever uses
 * this has to be told the time anew after it: a page looks again (`watchPresence`), and a server hears it with upstream's
 * next answer. One that is set back changes nothing.
 */
export function throughSleep(monotonicNow: () => number, wallNow: () => number): () => number {
  let sleptMs = 0;
  let lastAhead = wallNow() - monotonicNow();
  return () => {
    const now = monotonicNow();
    const ahead = wallNow() - now;
    if (ahead - lastAhead > SLEPT_MS) sleptMs += ahead - lastAhead;
    lastAhead = ahead;
    return now + sleptMs;
  };
}
