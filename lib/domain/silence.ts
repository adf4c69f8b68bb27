/** Epoch milliseconds: between these two instants the CDP log of a session has no entry. */
export type Silence = [from: number, to: number];

/** Shorter ones are how clients work. */
export const SILENCE_MS = 60_000;
/** More of them say nothing that fewer do not. */
export const MAX_SILENCES = 200;

/**
 * All that is known of a session's silences after its log was read once more. A log may have lost its oldest entries by
 * then, so what was known of the time before its first entry stays.
 */
export function mergeSilences(known: readonly Silence[], read: readonly Silence[], firstAt: number | null): Silence[] {
  if (firstAt === null) return [...known];
  const earlier = known.filter(([, to]) => to <= firstAt);
  return [...earlier, ...read].slice(-MAX_SILENCES);
}
