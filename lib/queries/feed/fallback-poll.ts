import { waitUnless } from "./wait-unless";

/** Many viewers lose a server in the same moment. */
const FIRST_WITHIN_MS = 1_000;
/** Half of what makes a picture stale, so that one lost answer does not. */
const POLL_MS = 5_000;
/** An answer that takes longer has probably waited for a network that was gone. */
const SLOW_MS = 3_000;

type Options = {
  /** Asks for the whole picture; whether it came. */
  ask: () => Promise<boolean>;
  /** The server answers again, after it did not, or late. */
  onRecovered: () => void;
  now: () => number;
  random: () => number;
};

/**
 * Asks for the picture while the feed does not bring it: within a second, and then every five, give or take a fifth, so
 * that many viewers of a server that is down do not ask in step.
 */
export class FallbackPoll {
  #options: Options;
  #running: AbortController | undefined;

  constructor(options: Options) {
    this.#options = options;
  }

  start(): void {
    if (this.#running) return;
    this.#running = new AbortController();
    void this.#keepAsking(this.#running.signal);
  }

  stop(): void {
    this.#running?.abort();
    this.#running = undefined;
  }

  async #keepAsking(stopped: AbortSignal): Promise<void> {
    const { ask, onRecovered, now, random } = this.#options;
    let hasFailed = false;
    await waitUnless(stopped, FIRST_WITHIN_MS * random());
    while (!stopped.aborted) {
      const askedAt = now();
      const isAnswered = await ask();
      if (stopped.aborted) return;
      if (isAnswered && (hasFailed || now() - askedAt > SLOW_MS)) onRecovered();
      hasFailed = !isAnswered;
      await waitUnless(stopped, POLL_MS * (0.8 + 0.4 * random()));
    }
  }
}
