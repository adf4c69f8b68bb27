import type { Clock } from "../clock";
import { HttpError } from "../http/http-error";

const WINDOW_MS = 60_000;

/** How many sessions may be created within any minute; what is refused does not count. */
export class CreationRate {
  readonly #limit: number | undefined;
  readonly #clock: Clock;
  /** When the creations of the last minute were. */
  #times: number[] = [];

  constructor(limit: number | undefined, clock: Clock) {
    this.#limit = limit;
    this.#clock = clock;
  }

  count(): void {
    if (this.#limit !== undefined) this.#times.push(this.#clock.now());
  }

  /** The oldest creation of the minute frees its place first; Browserbase says when, in seconds. */
  check(): void {
    if (this.#limit === undefined) return;
    const now = this.#clock.now();
    // Times to come are from before the clock was set back.
    this.#times = this.#times.filter((time) => time > now - WINDOW_MS && time <= now);
    if (this.#times.length < this.#limit) return;
    const [oldest = now] = this.#times.slice(-this.#limit);
    const seconds = String(Math.max(1, Math.ceil((oldest + WINDOW_MS - now) / 1_000)));
    throw new HttpError(429, `Rate limit exceeded, retry in ${seconds} seconds`, {
      headers: {
        "x-ratelimit-limit": String(this.#limit),
        "x-ratelimit-remaining": "0",
        "x-ratelimit-reset": seconds,
        "retry-after": seconds,
      },
    });
  }
}
