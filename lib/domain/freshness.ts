/** A picture older than this is called stale even when nobody reported a failure, as after a laptop's sleep. */
const STALE_AFTER_MS = 10_000;

/** `none`: there never was a picture. */
export type Freshness = { state: "live" | "stale" | "none"; ageSeconds: number };

/** @param now and `asOf` on the same clock, epoch milliseconds */
export function freshness(asOf: number | null, isFailing: boolean, now: number): Freshness {
  if (asOf === null) return { state: "none", ageSeconds: 0 };
  const ageMs = Math.max(0, now - asOf);
  const state = isFailing || ageMs > STALE_AFTER_MS ? "stale" : "live";
  return { state, ageSeconds: Math.floor(ageMs / 1000) };
}
