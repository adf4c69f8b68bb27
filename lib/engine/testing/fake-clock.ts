import type { Clock } from "../clock";

type Timer = { due: number; run: () => void };

/** A clock that stands still until a test moves it. */
export class FakeClock implements Clock {
  #now = Date.parse("2026-11-24T12:00:00Z");
  /** What timers count, as in a process: it stands still while the machine sleeps, and nobody sets it. */
  #uptime = 0;
  readonly #timers = new Set<Timer>();

  now(): number {
    return this.#now;
  }

  after(delayMs: number, run: () => void): () => void {
    const timer = { due: this.#uptime + delayMs, run };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  /** Lets time pass, and every timer run at the moment it is due, also those that others set. */
  advance(ms: number): void {
    const until = this.#uptime + ms;
    for (let next = this.#nextDue(until); next; next = this.#nextDue(until)) {
      this.#pass(Math.max(next.due - this.#uptime, 0));
      this.#timers.delete(next);
      next.run();
    }
    this.#pass(until - this.#uptime);
  }

  /** The machine slept, or its clock was set, back too: the time is another, and no timer has noticed. */
  jump(ms: number): void {
    this.#now += ms;
  }

  #pass(ms: number): void {
    this.#now += ms;
    this.#uptime += ms;
  }

  #nextDue(until: number): Timer | undefined {
    const [next] = [...this.#timers].filter(({ due }) => due <= until).sort((a, b) => a.due - b.due);
    return next;
  }
}
