import { isAppError } from "@/lib/server/errors";

type Options = {
  /** Monotonic, epoch ms. */
  now: () => number;
  /** From 0 to 1. */
  random: () => number;
};

const [FIRST_MS, MAX_MS] = [500, 30_000];
/** Upstream may ask for more patience than we have, but not for any amount. */
const MAX_RETRY_AFTER_MS = 5 * 60_000;
/** One that hangs or fails says nothing of the others; so many in a row do. */
const TOLERATED_FAILURES = 4;

/**
 * For how long upstream is to be left alone by all that is under way at once: for as long as it asks to after a 429, and
 * without a word of that, or when nothing works, for twice as long each time. The first success ends the doubling.
 */
export class UpstreamPatience {
  readonly #options: Options;
  #refusals = 0;
  #failures = 0;
  #until = Number.NEGATIVE_INFINITY;

  constructor(options: Options) {
    this.#options = options;
  }

  heldMs(): number {
    return Math.max(0, this.#until - this.#options.now());
  }

  hear(error?: unknown): void {
    if (!isAppError(error)) {
      this.#refusals = 0;
      this.#failures = 0;
    } else if (error.code === "rate_limited") {
      // Those that were under way at the same moment are told the same.
      if (this.heldMs() === 0) this.#refusals += 1;
      this.#hold(this.#refusals, error.retryAfterSeconds);
    } else if (error.code === "upstream_unavailable") {
      this.#failures += 1;
      if (this.#failures >= TOLERATED_FAILURES) this.#hold(this.#failures - TOLERATED_FAILURES + 1);
    }
  }

  #hold(times: number, retryAfterSeconds?: number): void {
    const { now, random } = this.#options;
    const doubled = Math.min(MAX_MS, FIRST_MS * 2 ** (times - 1)) * (0.75 + 0.5 * random());
    const askedFor = Math.min(MAX_RETRY_AFTER_MS, (retryAfterSeconds ?? 0) * 1000);
    this.#until = Math.max(this.#until, now() + (askedFor > 0 ? askedFor * (1 + 0.1 * random()) : doubled));
  }
}
