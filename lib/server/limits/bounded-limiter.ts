import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";

export type BoundedLimiter = {
  /** Gives the seconds to wait when the key has no point left in its window. */
  take(key: string): Promise<number | undefined>;
  /** Gives back one point that was taken in this window. */
  refund(key: string): Promise<void>;
  /** Gives back all. */
  forget(key: string): Promise<void>;
};

type Options = { points: number; windowSeconds: number; maxKeys?: number };

/** At some 300 bytes each: what a flood of made-up keys can take of our memory is 3 MB a limiter. */
const MAX_KEYS = 10_000;

/**
 * So many points a key in a window that begins with its first one. Beyond `maxKeys` the key that was not used for
 * longest is forgotten: who can send from that many addresses has no use for a count that starts anew.
 */
export function createBoundedLimiter({ points, windowSeconds, maxKeys = MAX_KEYS }: Options): BoundedLimiter {
  const limiter = new RateLimiterMemory({ points, duration: windowSeconds });
  // In the order of their last use.
  const keys = new Set<string>();

  async function take(key: string): Promise<number | undefined> {
    keys.delete(key);
    keys.add(key);
    const [oldest = key] = keys;
    if (keys.size > maxKeys) await forget(oldest);
    try {
      await limiter.consume(key);
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      return Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
    }
  }

  async function refund(key: string): Promise<void> {
    // A reward of a key that is not there would be a point too many in the next window.
    if (await limiter.get(key)) await limiter.reward(key);
  }

  async function forget(key: string): Promise<void> {
    keys.delete(key);
    await limiter.delete(key);
  }

  return { take, refund, forget };
}
