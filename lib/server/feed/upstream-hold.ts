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

  /** @param untoldMs 0 for whoever asks less often by itself after each failure */
  hear(error: unknown, untoldMs = UNTOLD_MS): void {
    if (!isAppError(error)) return;
    const toldMs = error.retryAfterSeconds === undefined ? undefined : error.retryAfterSeconds * 1_000;
    const askedMs = toldMs ?? (error.code === "rate_limited" ? untoldMs : 0);
    if (askedMs > 0) this.#until = Math.max(this.#until, this.#now() + Math.min(MAX_RETRY_AFTER_MS, askedMs));
  }
}
