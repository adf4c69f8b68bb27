/** Less than people see, and more than queries take: so that the same instant reads the same again and again. */
const TOLERANCE_MS = 250;

/** Turns instants of the database's clock, which servers share, into upstream's, which pages count by. */
export class DatabaseClock {
  readonly #upstreamNow: () => number;
  #offsetMs: number | undefined;

  constructor(upstreamNow: () => number) {
    this.#upstreamNow = upstreamNow;
  }

  /** @param databaseNow what the database said a moment ago, epoch ms */
  learn(databaseNow: number): void {
    const offsetMs = this.#upstreamNow() - databaseNow;
    if (this.#offsetMs === undefined || Math.abs(offsetMs - this.#offsetMs) > TOLERANCE_MS) this.#offsetMs = offsetMs;
  }

  toUpstream(instant: Date): number {
    return Math.round(instant.getTime() + (this.#offsetMs ?? 0));
  }
}
