import { seededRandom } from "./seeded-random";

/**
 * How an upstream fails: it does not answer at all; it does what was asked, and then does not answer, or the line is cut
 * before the answer; or it answers with a status, and does nothing.
 */
export type UpstreamFault = "hang" | "done-then-hang" | "lost" | { status: number; retryAfterSeconds?: number };

type Options = {
  /** From 0 to 1: how many of the requests fail. */
  share: number;
  seed: number;
  /** One of these each time. What comes twice comes twice as often. */
  faults: readonly UpstreamFault[];
};

/** Picks, for one request after the other, whether it fails and how. */
export function faultsAtRandom({ share, seed, faults }: Options): () => UpstreamFault | undefined {
  const random = seededRandom(seed);
  return () => (random() < share ? faults[Math.floor(random() * faults.length)] : undefined);
}
