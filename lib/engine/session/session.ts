import type { FastifyBaseLogger } from "fastify";
import { listPages, type Page } from "../browser/list-pages";
import type { BrowserSettings, DevTools, LaunchBrowser, SessionBrowser } from "../browser/session-browser";
import type { Clock } from "../clock";
import { splice, type UpgradedSocket } from "../connect/splice";
import { watchSilence } from "../connect/watch-silence";
import { HttpError } from "../http/http-error";
import { TrafficLog } from "../logs/traffic-log";
import { TrafficTap } from "../logs/traffic-tap";
import { runAt } from "../run-at";
import { type LifecycleEffect, type LifecycleEvent, type LifecycleState, transition } from "./lifecycle";
import type { SessionRecord } from "./session-record";

/** Generous: twenty at once on two cores take some seconds. A browser that needs longer hangs. */
const START_DEADLINE_MS = 30_000;
/** A browser that does not answer for so long is counted as alive: its timeout will end it. */
const ALIVE_DEADLINE_MS = 1_000;
const PAGES_DEADLINE_MS = 5_000;
/** A client that comes meanwhile waits; a browser that needs longer hangs. */
const RESTORE_DEADLINE_MS = 1_000;

/** Browserbase's own clocks, beside a session's timeout. */
export type SessionClocks = {
  /** A session to which nobody has connected for so long after its creation ends, unless it is keepAlive. */
  connectWithinMs: number;
  /** A client that has sent no command for so long is disconnected. */
  commandWithinMs: number;
};

type SessionDeps = SessionClocks & {
  launch: LaunchBrowser;
  clock: Clock;
  log: FastifyBaseLogger;
  /** Told of every change of the record; what it holds once `endedAt` is set is final. */
  onRecord(record: SessionRecord): void;
};

/** One live session: carries out what its lifecycle decides, on its browser, its clients and its record. */
export class Session {
  readonly traffic: TrafficLog | undefined;
  readonly #deps: SessionDeps;
  readonly #clients = new Set<{ destroy(): void }>();
  /** Clients that have not left; the connection of one that has may take a moment more. */
  #present = 0;
  #record: SessionRecord;
  #state: LifecycleState = { phase: "starting" };
  #browser: SessionBrowser | undefined;
  /** Settles when whoever comes next finds the browser as the first did. */
  #restored: Promise<unknown> | undefined;
  #stopTimeout: () => void = () => undefined;
  #stopAwaiting: () => void = () => undefined;
  #resolveEnded: () => void = () => undefined;
  /** Resolves when no process and no profile of the session are left, and its record says so. */
  readonly ended = new Promise<void>((resolve) => {
    this.#resolveEnded = resolve;
  });

  constructor(record: SessionRecord, logSession: boolean, deps: SessionDeps) {
    this.#record = record;
    this.#deps = deps;
    this.traffic = logSession ? new TrafficLog() : undefined;
  }

  get record(): SessionRecord {
    return this.#record;
  }

  get isRunning(): boolean {
    return this.#state.phase === "running";
  }

  get isStarting(): boolean {
    return this.#state.phase === "starting";
  }

  /** Resolves once the browser answers, and also when the session has ended before. */
  async start(settings: BrowserSettings): Promise<void> {
    const { clock, launch } = this.#deps;
    this.#stopTimeout = runAt(clock, this.#record.expiresAt, () => this.#dispatch({ type: "timeout-reached" }));
    const stopDeadline = clock.after(START_DEADLINE_MS, () => this.#fail(`no answer within ${START_DEADLINE_MS} ms`));
    try {
      this.#browser = launch(this.#record.id, settings);
      this.#browser.exited.then(({ clean }) => this.#dispatch({ type: "browser-exited", clean }));
      await Promise.race([this.#browser.ready, this.ended]);
      this.#dispatch({ type: "browser-ready" });
    } catch (err) {
      this.#fail(err);
    }
    stopDeadline();
    if (!this.isRunning) await this.ended;
  }

  release(): void {
    this.#dispatch({ type: "release-requested" });
  }

  /** Where the browser listens. */
  async devTools(): Promise<DevTools> {
    if (!this.#browser) throw new Error("The session has no browser");
    await this.#restored;
    return this.#browser.ready;
  }

  async pages(): Promise<Page[]> {
    if (!this.#browser) return [];
    const pages = await Promise.race([listPages(this.#browser), this.#delay(PAGES_DEADLINE_MS)]);
    if (pages) return pages;
    throw new HttpError(504, "The session's browser does not answer.", { headers: { "x-should-retry": "false" } });
  }

  /** Connects a client to the browser, for as long as both stay. */
  async attach(client: UpgradedSocket, browser: UpgradedSocket): Promise<void> {
    if (!this.isRunning) {
      client.socket.destroy();
      browser.socket.destroy();
      return;
    }
    const { clock, commandWithinMs, log } = this.#deps;
    this.#clients.add(client.socket);
    client.socket.once("close", () => this.#clients.delete(client.socket));
    this.#enter();
    const silence = watchSilence(clock, commandWithinMs, () => {
      log.info("client sent no command for too long, and is disconnected");
      client.socket.destroy();
    });
    const tap = new TrafficTap({ clock, log: this.traffic, onCommand: () => silence.heard() });
    const left = await splice(client, browser, tap);
    silence.stop();
    this.#leave();
    // Chromium closes the socket when a client says goodbye, and when it dies. Only the first is a client that left.
    if (left === "client" || (await this.#isBrowserAlive())) this.#dispatch({ type: "client-disconnected" });
  }

  /** Counts a client that reaches the browser another way, until it calls what it is given; `destroy` sends it away. */
  admit(destroy: () => void): () => void {
    const client = { destroy };
    this.#clients.add(client);
    this.#enter();
    return () => {
      if (!this.#clients.delete(client)) return;
      this.#leave();
      this.#dispatch({ type: "client-disconnected" });
    };
  }

  #enter(): void {
    this.#present += 1;
    this.#dispatch({ type: "client-connected" });
  }

  #leave(): void {
    this.#present -= 1;
    // Those who are still there may have set the same otherwise, and without keepAlive nobody comes after them.
    if (this.#present === 0 && this.#record.keepAlive && this.isRunning) this.#restored = this.#restoreBrowser();
  }

  async #restoreBrowser(): Promise<void> {
    // A browser that is gone needs nothing.
    const restored = this.#browser?.restore().catch(() => undefined);
    await Promise.race([restored, this.#delay(RESTORE_DEADLINE_MS)]);
  }

  #fail(err: unknown): void {
    this.#deps.log.error({ err }, "browser did not start");
    this.#dispatch({ type: "browser-failed" });
  }

  #delay(ms: number): Promise<void> {
    return new Promise((resolve) => this.#deps.clock.after(ms, resolve));
  }

  #isBrowserAlive(): Promise<boolean> {
    return new Promise((resolve) => {
      const giveUp = this.#deps.clock.after(ALIVE_DEADLINE_MS, () => resolve(true));
      const answer = this.#browser?.send("Browser.getVersion") ?? Promise.reject();
      answer
        .then(
          () => resolve(true),
          () => resolve(false),
        )
        .finally(giveUp);
    });
  }

  #dispatch(event: LifecycleEvent): void {
    const { state, effects } = transition(this.#state, event, this.#record.keepAlive);
    this.#deps.log.debug({ event: event.type, from: this.#state.phase, to: state.phase }, "session event");
    this.#state = state;
    for (const effect of effects) this.#carryOut(effect);
  }

  #carryOut(effect: LifecycleEffect): void {
    switch (effect) {
      case "record":
        this.#updateRecord();
        break;
      case "await-client":
        this.#awaitClient();
        break;
      case "stop-awaiting":
        this.#stopAwaiting();
        break;
      case "stop-timers":
        this.#stopAwaiting();
        this.#stopTimeout();
        break;
      case "disconnect-clients":
        for (const client of this.#clients) client.destroy();
        break;
      case "end-browser":
        void this.#endBrowser();
        break;
      default:
        effect satisfies never;
    }
  }

  #awaitClient(): void {
    const { clock, connectWithinMs } = this.#deps;
    const deadline = this.#record.createdAt + connectWithinMs;
    this.#stopAwaiting = runAt(clock, deadline, () => this.#dispatch({ type: "nobody-connected" }));
  }

  async #endBrowser(): Promise<void> {
    try {
      await this.#browser?.end();
    } catch (err) {
      // A folder that resists goes at the next start.
      this.#deps.log.error({ err }, "session not cleared away");
    }
    this.#dispatch({ type: "browser-gone" });
    this.#resolveEnded();
  }

  #updateRecord(): void {
    const now = this.#deps.clock.now();
    const change =
      this.#state.phase === "ended"
        ? { status: this.#state.outcome, updatedAt: now, endedAt: now }
        : { status: "RUNNING" as const, updatedAt: now };
    this.#record = { ...this.#record, ...change };
    this.#deps.onRecord(this.#record);
  }
}
