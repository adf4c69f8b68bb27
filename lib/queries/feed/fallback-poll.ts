import { waitUnless } from "./wait-unless";

/** Half of what makes a picture stale, so that one lost answer does not. */
const POLL_MS = 5_000;

type Options = {
  /** Asks for the whole picture; whether it came. */
  ask: () => Promise<boolean>;
  /** The server answers again, after it did not. */
  onRecovered: () => void;
  random: () => number;
};

/**
 * Asks for the picture while the feed does not bring it: at once, and then every five seconds, give or take a fifth, so
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
    const { ask, onRecovered, random } = this.#options;
    let hasFailed = false;
    while (!stopped.aborted) {
      const isAnswered = await ask();
      if (stopped.aborted) return;
      if (isAnswered && hasFailed) onRecovered();
      hasFailed = !isAnswered;
      await waitUnless(stopped, POLL_MS * (0.8 + 0.4 * random()));
    }
  }
}
