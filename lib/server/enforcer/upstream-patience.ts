import { isAppError } from "@/lib/server/errors";
import type { RequestKind } from "@/lib/server/services/releases/try-release";

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
 * without a word of that, or when nothing works, for twice as long each time. The doubling is ended by the first success of
 * the same kind of request: upstream may answer each look at a session, and refuse each request to end one.
 */
export class UpstreamPatience {
  readonly #options: Options;
  /** Of each kind of request that has not succeeded since, how often upstream refused it, and how often it failed. */
  readonly #troubles = new Map<RequestKind, { refusals: number; failures: number }>();
  #until = Number.NEGATIVE_INFINITY;

  constructor(options: Options) {
    this.#options = options;
  }

  heldMs(): number {
    return Math.max(0, this.#until - this.#options.now());
  }

  hear(kind: RequestKind, error?: unknown): void {
    if (!isAppError(error)) {
      this.#troubles.delete(kind);
      return;
    }
    const troubles = this.#troubles.get(kind) ?? { refusals: 0, failures: 0 };
    this.#troubles.set(kind, troubles);
    if (error.code === "rate_limited") {
      // Those that were under way at the same moment are told the same.
      if (this.heldMs() === 0 || troubles.refusals === 0) troubles.refusals += 1;
      this.#hold(troubles.refusals, error.retryAfterSeconds);
    } else if (error.code === "upstream_unavailable") {
      troubles.failures += 1;
      if (troubles.failures >= TOLERATED_FAILURES) this.#hold(troubles.failures - TOLERATED_FAILURES + 1);
    }
  }

  #hold(times: number, retryAfterSeconds?: number): void {
    const { now, random } = this.#options;
    const doubled = Math.min(MAX_MS, FIRST_MS * 2 ** (times - 1)) * (0.75 + 0.5 * random());
    const askedFor = Math.min(MAX_RETRY_AFTER_MS, (retryAfterSeconds ?? 0) * 1000);
    this.#until = Math.max(this.#until, now() + (askedFor > 0 ? askedFor * (1 + 0.1 * random()) : doubled));
  }
}
