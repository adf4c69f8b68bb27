import { isAppError } from "@/lib/server/errors";

/** Upstream may ask for more patience than we have, but not for any amount. */
const MAX_RETRY_AFTER_MS = 5 * 60_000;
/** When it asks to slow down and does not say for how long. */
const UNTOLD_MS = 5_000;

/** Until when upstream asked to be left alone. All of the feed hears of it, whichever request was answered so. */
export class UpstreamHold {
  readonly #now: () => number;
  #until = Number.NEGATIVE_INFINITY;

  constructor(now: () => number) {
    this.#now = now;
  }

  get until(): number {
    return this.#until;
  }

  /** For how long yet. */
  get ms(): number {
    return Math.max(0, this.#until - this.#now());
  }

  /** Somebody else was asked to, and for so long yet. */
  keep(ms: number): void {
    this.#until = Math.max(this.#until, this.#now() + ms);
  }

  /**
   * Whether it asked for patience.
   *
   * @param untoldMs 0 for whoever asks less often by itself after each failure
   */
  hear(error: unknown, untoldMs = UNTOLD_MS): boolean {
    if (!isAppError(error)) return false;
    const toldMs = error.retryAfterSeconds === undefined ? undefined : error.retryAfterSeconds * 1_000;
    const askedMs = toldMs ?? (error.code === "rate_limited" ? untoldMs : 0);
    this.keep(Math.min(MAX_RETRY_AFTER_MS, askedMs));
    return askedMs > 0;
  }
}
