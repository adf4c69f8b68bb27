import type { Log } from "./log";

type Options = {
  /** For the log. */
  name: string;
  everyMs: number;
  run: (now: number, signal: AbortSignal) => Promise<unknown>;
  log: Log;
  now: () => number;
  /** From 0 to 1. */
  random: () => number;
  /** Rejects when the signal is aborted. */
  wait: (ms: number, signal: AbortSignal) => Promise<unknown>;
};

/** Of a server that was only just started; it has better things to do, and may be restarted every day. */
const FIRST_WITHIN_MS = 60_000;
/** So that instances that were started together part. */
const JITTER = 0.1;

/**
 * Work that the server does by itself, again and again. Cadence: first within a minute of the start, then `everyMs`
 * after the last run ended, each time up to a tenth sooner or later. A run that fails is logged, and tried again at the
 * next interval. Stops when told: a run that is under way learns of it
 * by its signal, and `stop` waits for it.
 */
export class RepeatedJob {
  readonly #options: Options;
  readonly #stopping = new AbortController();
  #ended: Promise<void> = Promise.resolve();

  constructor(options: Options) {
    this.#options = options;
  }

  start(): void {
    this.#ended = this.#repeat();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#ended;
  }

  async #repeat(): Promise<void> {
    const { everyMs, random } = this.#options;
    await this.#wait(Math.min(FIRST_WITHIN_MS, everyMs) * random());
    while (!this.#stopping.signal.aborted) {
      await this.#run();
      await this.#wait(everyMs * (1 + JITTER * (2 * random() - 1)));
    }
  }

  async #run(): Promise<void> {
    const { name, run, log, now } = this.#options;
    try {
      await run(now(), this.#stopping.signal);
    } catch (err) {
      log.error({ err, job: name }, "a job failed, and is tried again at its next interval");
    }
  }

  async #wait(ms: number): Promise<void> {
    const { signal } = this.#stopping;
    await this.#options.wait(ms, signal).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
  }
}
