import { randomUUID } from "node:crypto";
import type { FastifyBaseLogger } from "fastify";
import type { Clock } from "../clock";
import { REMEMBERED_MS, type WarmPoolSetting, warmPoolSize } from "./warm-pool-size";

/** What the pool needs of a browser. */
export type PooledBrowser = { readonly ready: Promise<unknown>; readonly exited: Promise<unknown> };

/** A browser before it is a session's; its folders are named by the id that its session will have. */
type WarmBrowser<Browser> = { sessionId: string; browser: Promise<Browser>; isReady: boolean };

export type WarmPoolDeps<Browser> = {
  setting: WarmPoolSetting;
  clock: Clock;
  log: FastifyBaseLogger;
  /** Starts one as a session without wishes has it. */
  start(sessionId: string): Promise<Browser>;
  /** Ends one that no session took, if it was started at all, and removes its folders. */
  discard(sessionId: string, browser: Browser | undefined): Promise<void>;
  sessions(): { freeSlots: number; isStarting: boolean };
  availableBytes(): number;
};

/** Long enough that whoever got the last one is under way: a start takes a core for a third of a second. */
const REFILL_AFTER_MS = 300;
const LOOK_EVERY_MS = 5_000;
/** As long as a session waits for its own. */
const START_DEADLINE_MS = 30_000;
/** A browser that does not start will hardly do so at once. */
const RETRY_AFTER_MS = 30_000;
/** More creates than these say nothing new about bursts. */
const REMEMBERED_CREATES = 50;

/**
 * Browsers that are started before a session asks for them, each of which is handed out once and was used by nobody.
 * One is started at a time, and none while a session is starting. It looks again after every hand-out, when one is ready,
 * and every five seconds; there it also ends what is too many, as when memory gets short. A browser that fails to start,
 * or hangs at it for half a minute, is logged, and another is tried after as long. `stop` ends all that are left.
 */
export class WarmPool<Browser extends PooledBrowser> {
  readonly #deps: WarmPoolDeps<Browser>;
  /** In the order in which they were started. */
  #waiting: WarmBrowser<Browser>[] = [];
  /** Promised to a session that has yet to fetch it. */
  readonly #reserved = new Map<string, Promise<Browser>>();
  readonly #discarding = new Set<Promise<void>>();
  #createdAt: number[] = [];
  #retryAt = 0;
  #isStopped = false;
  #stopTimer: () => void = () => undefined;

  constructor(deps: WarmPoolDeps<Browser>) {
    this.#deps = deps;
    if (deps.setting !== "off") this.#lookIn(REFILL_AFTER_MS);
  }

  /** Sets a browser aside for a session that is about to start, and names its id; one that is still starting is ahead too. */
  reserve(): string | undefined {
    if (this.#deps.setting === "off") return undefined;
    this.#noteCreate();
    this.#lookIn(REFILL_AFTER_MS);
    const chosen = this.#waiting.find(({ isReady }) => isReady) ?? this.#waiting[0];
    if (!chosen) return undefined;
    this.#waiting = this.#waiting.filter((each) => each !== chosen);
    this.#reserved.set(chosen.sessionId, chosen.browser);
    return chosen.sessionId;
  }

  /** The browser that was set aside for this session. */
  take(sessionId: string): Promise<Browser> | undefined {
    const browser = this.#reserved.get(sessionId);
    this.#reserved.delete(sessionId);
    return browser;
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#stopTimer();
    for (const each of this.#waiting) this.#discard(each);
    this.#waiting = [];
    await Promise.all(this.#discarding);
  }

  #noteCreate(): void {
    const now = this.#deps.clock.now();
    const remembered = this.#createdAt.filter((at) => at > now - REMEMBERED_MS);
    this.#createdAt = [...remembered, now].slice(-REMEMBERED_CREATES);
  }

  #lookIn(delayMs: number): void {
    this.#stopTimer();
    if (!this.#isStopped) this.#stopTimer = this.#deps.clock.after(delayMs, () => this.#look());
  }

  #look(): void {
    const { setting, clock, sessions, availableBytes } = this.#deps;
    const { freeSlots, isStarting } = sessions();
    const now = clock.now();
    const current = this.#waiting.length;
    const size = warmPoolSize({
      setting,
      current,
      freeSlots,
      createdAt: this.#createdAt,
      now,
      availableBytes: availableBytes(),
    });
    for (const tooMany of this.#waiting.splice(size)) this.#discard(tooMany);
    const mustWait = isStarting || now < this.#retryAt || this.#waiting.some(({ isReady }) => !isReady);
    if (current < size && !mustWait) this.#startOne();
    this.#lookIn(current < size && isStarting ? REFILL_AFTER_MS : LOOK_EVERY_MS);
  }

  #startOne(): void {
    const sessionId = randomUUID();
    const warm: WarmBrowser<Browser> = { sessionId, browser: this.#deps.start(sessionId), isReady: false };
    this.#waiting.push(warm);
    void this.#follow(warm);
  }

  /** Until it ends: one that was handed out is its session's to look after. */
  async #follow(warm: WarmBrowser<Browser>): Promise<void> {
    try {
      const browser = await warm.browser;
      await this.#untilReady(browser);
      warm.isReady = true;
      this.#lookIn(0);
      await browser.exited;
    } catch (err) {
      if (!this.#waiting.includes(warm)) return;
      this.#deps.log.warn({ err }, "a browser for sessions to come did not start");
      this.#retryAt = this.#deps.clock.now() + RETRY_AFTER_MS;
    }
    if (!this.#waiting.includes(warm)) return;
    this.#waiting = this.#waiting.filter((each) => each !== warm);
    this.#discard(warm);
  }

  #untilReady({ ready }: Browser): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const giveUp = () => reject(new Error(`no answer within ${START_DEADLINE_MS} ms`));
      const stopDeadline = this.#deps.clock.after(START_DEADLINE_MS, giveUp);
      ready.then(resolve, reject).finally(stopDeadline);
    });
  }

  #discard({ sessionId, browser }: WarmBrowser<Browser>): void {
    const discarding = browser
      .catch(() => undefined)
      .then((started) => this.#deps.discard(sessionId, started))
      .catch((err) => this.#deps.log.warn({ err }, "a browser for sessions to come left something behind"))
      .finally(() => this.#discarding.delete(discarding));
    this.#discarding.add(discarding);
  }
}
