import type { Schedule } from "@/lib/server/feed/schedule";

type Timer = { at: number; act: () => void };

/** A clock that a test moves, and what is to happen at which time of it. */
export class FakeSchedule {
  now = 1_000_000;
  readonly #timers = new Set<Timer>();

  readonly schedule: Schedule = (ms, act) => {
    const timer = { at: this.now + ms, act };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  };

  /** How many things are still to happen. */
  get size(): number {
    return this.#timers.size;
  }

  /** Lets time pass, and what is due in it happen one after the other, each with all that follows from it at once. */
  async pass(ms: number): Promise<void> {
    const end = this.now + ms;
    for (let next = this.#nextBefore(end); next; next = this.#nextBefore(end)) {
      this.now = Math.max(this.now, next.at);
      this.#timers.delete(next);
      next.act();
      await settled();
    }
    this.now = end;
  }

  #nextBefore(end: number): Timer | undefined {
    return [...this.#timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
  }
}

/** All that is ready to go on has gone on. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
