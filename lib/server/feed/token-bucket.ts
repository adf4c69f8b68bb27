type Options = {
  perMinute: number;
  /** How many may be taken at once after a rest. Part of `perMinute`, so that no minute ever sees more than that. */
  burst: number;
};

/** Of a burst, by whoever takes what is to spare. */
const LEFT_TO_OTHERS = 2 / 3;

/** Allows so many requests a minute, whichever minute one looks at. */
export class TokenBucket {
  readonly #burst: number;
  readonly #refillPerMs: number;
  #tokens: number;
  #filledAt = Number.NEGATIVE_INFINITY;

  constructor({ perMinute, burst }: Options) {
    this.#burst = burst;
    this.#tokens = burst;
    this.#refillPerMs = (perMinute - burst) / 60_000;
  }

  /** Whether so many requests may be made now, and as many more as are to be `left`; the former then count as made. */
  take(requests: number, now: number, left = 0): boolean {
    this.#fill(now);
    if (this.#tokens < requests + left) return false;
    this.#tokens -= requests;
    return true;
  }

  /** Nothing was left then, as far as anybody knows. */
  drain(at: number): void {
    this.#tokens = 0;
    this.#filledAt = at;
  }

  /** As `take` of one, but it leaves most of a burst to those who may come and matter more. */
  takeSpare(now: number): boolean {
    return this.spareWaitMs(now) === 0 && this.take(1, now);
  }

  /** How long until `takeSpare` would allow one, if nothing is taken meanwhile. */
  spareWaitMs(now: number): number {
    return this.waitMs(Math.min(this.#burst, Math.ceil(this.#burst * LEFT_TO_OTHERS) + 1), now);
  }

  /** How long until `take` would allow so many. */
  waitMs(requests: number, now: number): number {
    this.#fill(now);
    return Math.max(0, Math.ceil((requests - this.#tokens) / this.#refillPerMs));
  }

  #fill(now: number): void {
    const elapsedMs = this.#filledAt === Number.NEGATIVE_INFINITY ? 0 : Math.max(0, now - this.#filledAt);
    this.#tokens = Math.min(this.#burst, this.#tokens + elapsedMs * this.#refillPerMs);
    this.#filledAt = now;
  }
}
