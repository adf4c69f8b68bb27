import { reconnectDelayMs } from "@/lib/domain/reconnect-delay";
import { type FeedEnd, type Patience, readFeed, type ToldEvent } from "./read-feed";
import { waitUnless } from "./wait-unless";

/**
 * What waits longer for a first byte waits for a proxy that hoards, or for a network that is gone. A large picture over a
 * poor line takes a while then. After it, the server's word is that silence of 25 seconds means a dead line.
 */
const PATIENCE: Patience = { firstByteMs: 10_000, firstEventMs: 60_000, silenceMs: 25_000 };
/** A proxy is not reconfigured often. */
const RETRY_SILENT_MS = 60_000;
/** Only the first event of an answer bounds upstream's clock from both sides, and crystal clocks part by 0.1 s in it. */
const RENEW_MS = 15 * 60_000;

type Options = {
  url: string;
  /** The id of the last event that was applied, here or in the tab that had the line before. */
  after: () => string | undefined;
  now: () => number;
  random: () => number;
  onEvent: (told: ToldEvent) => void;
  /** An attempt brought nothing: whoever needs the picture has to get it another way until the next event. */
  onFailure: (end: FeedEnd) => void;
  patience?: Patience;
};

/**
 * Keeps one answer of the feed open, from `start` to `stop`, and resumes after the last event. An answer that ends is
 * asked for again after a while (`reconnectDelayMs`), for ever; `reopen` does it now, for when the line is probably dead
 * or probably well again.
 */
export class FeedLine {
  #options: Options;
  #retryMs: number | undefined;
  #failures = 0;
  /** It came through once, so that silence means a network that is gone, which may be back at any time. */
  #hasWorked = false;
  /** Ends the whole of what `start` began. */
  #running: AbortController | undefined;
  /** Ends the answer, or the wait, that is under way. */
  #current = new AbortController();

  constructor(options: Options) {
    this.#options = options;
  }

  start(): void {
    this.stop();
    this.#failures = 0;
    this.#running = new AbortController();
    void this.#keepOpen(this.#running.signal);
  }

  stop(): void {
    this.#running?.abort();
    this.#running = undefined;
    this.#current.abort();
  }

  /** Cuts the answer, or the wait for the next, short. */
  reopen(): void {
    this.#failures = 0;
    this.#current.abort();
  }

  async #keepOpen(stopped: AbortSignal): Promise<void> {
    while (!stopped.aborted) {
      const current = new AbortController();
      this.#current = current;
      const end = await this.#listen(current.signal);
      if (stopped.aborted) return;
      if (current.signal.aborted) continue;
      await waitUnless(current.signal, this.#delayMs(end));
    }
  }

  async #listen(signal: AbortSignal): Promise<FeedEnd> {
    const { url, after, now, onEvent, onFailure, patience } = this.#options;
    let hasTold = false;
    const renew = setTimeout(() => this.#current.abort(), RENEW_MS);
    const end = await readFeed({
      url,
      now,
      signal,
      after: after(),
      patience: patience ?? PATIENCE,
      onEvent: (told) => {
        if (signal.aborted) return;
        hasTold = true;
        this.#hasWorked = true;
        this.#failures = 0;
        onEvent(told);
      },
    });
    clearTimeout(renew);
    this.#retryMs = end.retryMs ?? this.#retryMs;
    if (hasTold || signal.aborted) return end;
    this.#failures += 1;
    onFailure(end);
    return end;
  }

  #delayMs(end: FeedEnd): number {
    const random = this.#options.random();
    if (end.reason === "silent" && this.#failures > 0 && !this.#hasWorked) return RETRY_SILENT_MS * (1 + random);
    return reconnectDelayMs(
      { failures: this.#failures, retryMs: this.#retryMs, retryAfterMs: end.retryAfterMs },
      random,
    );
  }
}
