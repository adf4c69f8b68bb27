import { performance } from "node:perf_hooks";

/** Whoever takes longer to answer gains little. */
const QUICK_MS = 0.3;
const AWAKE_MS = 0.1;

type EventLoop = { now(): number; onNextTurn(run: () => void): void };

const thisEventLoop: EventLoop = { now: () => performance.now(), onNextTurn: setImmediate };

/**
 * Keeps the event loop from going to sleep in the middle of a quick exchange.
 *
 * To be woken up takes about as long as to pass a message on, so that much of the time of quick commands and answers goes
 * that way. While one line alone is in such an exchange, the loop looks for its next message without sleeping, for a tenth
 * of a millisecond at the most. Several busy lines keep it awake by themselves.
 */
export class Wakefulness {
  readonly #loop: EventLoop;
  #lastAt = 0;
  #lastLine: object | undefined;
  #awakeUntil = 0;
  #isAwake = false;

  constructor(loop = thisEventLoop) {
    this.#loop = loop;
  }

  /** A message has passed on a line, which any object may stand for. */
  passed(line: object): void {
    const now = this.#loop.now();
    const isQuick = line === this.#lastLine && now - this.#lastAt < QUICK_MS;
    this.#lastAt = now;
    this.#lastLine = line;
    if (!isQuick) return;
    this.#awakeUntil = now + AWAKE_MS;
    if (this.#isAwake) return;
    this.#isAwake = true;
    this.#loop.onNextTurn(this.#look);
  }

  readonly #look = (): void => {
    this.#isAwake = this.#loop.now() < this.#awakeUntil;
    if (this.#isAwake) this.#loop.onNextTurn(this.#look);
  };
}
