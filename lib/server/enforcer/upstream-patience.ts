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
 * without a word of that, or when nothing works, for twice as long each time. What ends the doubling after a 429 is a
 * success of the same kind of request, since upstream may answer each look at a session and refuse each request to end
 * one; that nothing works any success disproves.
 */
export class UpstreamPatience {
  readonly #options: Options;
  /** How often upstream refused requests of each kind, since one of them succeeded. */
  readonly #refusals = new Map<RequestKind, number>();
  #failures = 0;
  #until = Number.NEGATIVE_INFINITY;

  constructor(options: Options) {
    this.#options = options;
  }

  heldMs(): number {
    return Math.max(0, this.#until - this.#options.now());
  }

  hear(kind: RequestKind, error?: unknown): void {
    if (!isAppError(error)) {
      this.#refusals.delete(kind);
      this.#failures = 0;
    } else if (error.code === "rate_limited") {
      const before = this.#refusals.get(kind) ?? 0;
      // Those that were under way at the same moment are told the same.
      const refusals = before === 0 || this.heldMs() === 0 ? before + 1 : before;
      this.#refusals.set(kind, refusals);
      this.#hold(refusals, error.retryAfterSeconds);
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
