import { mkdir } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import type { FastifyBaseLogger } from "fastify";
import { openDevToolsSocket } from "../connect/open-devtools-socket";
import { Chromium } from "./chromium";
import type { DeathWatch } from "./death-watch";
import type { Equipment } from "./equipment";
import { removeProfile } from "./remove-profile";
import type { BrowserSettings, DevTools, SessionBrowser } from "./session-browser";

export type BrowserPlace = {
  program: string;
  deathWatch: DeathWatch;
  log: FastifyBaseLogger;
  /** Lives as long as the browser. */
  profileDir: string;
  /** The browser's working folder; it stays. */
  workDir: string;
};

/** One that is still starting is ahead of a new one, unless it hangs. */
const READY_DEADLINE_MS = 5_000;
/** A browser that waited in the pool answers within milliseconds; one that does not was stopped, or hangs. */
const ANSWER_DEADLINE_MS = 1_000;

type Phase = "preparing" | "running" | "exited" | "ending";

/**
 * A session's Chromium with its equipment: prepared before it starts, set up before it is ready, cleared away after. One
 * that was started in advance, for equipment that prepares nothing, is taken if it answers.
 */
export class EquippedBrowser implements SessionBrowser {
  readonly ready: Promise<DevTools>;
  readonly exited: Promise<{ clean: boolean }>;
  readonly #place: BrowserPlace;
  readonly #equipment: readonly Equipment[];
  /** Settles when `end` need no longer expect a browser to appear. */
  readonly #launched: Promise<Chromium>;
  #phase: Phase = "preparing";
  #ended: Promise<void> | undefined;

  constructor(
    place: BrowserPlace,
    settings: BrowserSettings,
    equipment: readonly Equipment[],
    warm?: Promise<Chromium>,
  ) {
    this.#place = place;
    this.#equipment = equipment;
    this.#launched = this.#launch(settings, warm);
    this.ready = this.#setUp();
    this.exited = this.#launched.then(
      (chromium) => chromium.exited,
      () => ({ clean: false }),
    );
    this.exited.then(() => this.#enter("exited"));
  }

  async send(method: string, params?: object): Promise<unknown> {
    const chromium = await this.#launched;
    return chromium.send(method, params);
  }

  async restore(): Promise<void> {
    const [chromium, address] = await Promise.all([this.#launched, this.ready]);
    // Chromium learns of a client's end another way than of a command; once it answers a newcomer, it knows of both.
    const newcomer = await openDevToolsSocket(address);
    newcomer.socket.destroy();
    await Promise.all(this.#equipment.map((equipment) => equipment.restore?.(chromium)));
  }

  end(): Promise<void> {
    this.#ended ??= this.#end();
    return this.#ended;
  }

  async #launch(settings: BrowserSettings, warm: Promise<Chromium> | undefined): Promise<Chromium> {
    return (warm && (await this.#accept(warm))) ?? this.#start(settings);
  }

  async #start({ windowSize, ignoreCertificateErrors }: BrowserSettings): Promise<Chromium> {
    const { program, deathWatch, log, profileDir, workDir } = this.#place;
    await Promise.all([mkdir(profileDir, { recursive: true, mode: 0o700 }), mkdir(workDir, { recursive: true })]);
    const flags = await allFulfilled(this.#equipment.map(async (equipment) => (await equipment.prepare?.()) ?? []));
    if (this.#phase === "ending") throw new Error("ended before it was started");
    const options = { profileDir, windowSize, ignoreCertificateErrors, extraFlags: flags.flat() };
    return new Chromium({ path: program, workDir, deathWatch, log }, options);
  }

  /** Undefined for one that cannot serve, of which nothing is left then. */
  async #accept(warm: Promise<Chromium>): Promise<Chromium | undefined> {
    const chromium = await warm.catch(() => undefined);
    if (chromium && (await answers(chromium))) return chromium;
    await chromium?.end();
    await removeProfile(this.#place.profileDir);
    return undefined;
  }

  async #setUp(): Promise<DevTools> {
    const chromium = await this.#launched;
    const early = this.#equipment.map((equipment) => equipment.setUpEarly?.(chromium));
    const [address] = await Promise.all([chromium.ready, ...early]);
    for (const equipment of this.#equipment) await equipment.setUp?.(chromium);
    this.#enter("running");
    return address;
  }

  async #end(): Promise<void> {
    const wasRunning = this.#phase === "running";
    this.#phase = "ending";
    const chromium = await this.#launched.catch(() => undefined);
    const failures: unknown[] = [];
    const attempt = (step: Promise<void> | undefined) => step?.catch((error: unknown) => failures.push(error));
    if (chromium && wasRunning) {
      await Promise.all(this.#equipment.map((equipment) => attempt(equipment.beforeEnd?.(chromium))));
    }
    await chromium?.end();
    await Promise.all(this.#equipment.map((equipment) => attempt(equipment.clearAway?.())));
    await removeProfile(this.#place.profileDir);
    if (failures.length > 0) throw new AggregateError(failures, "not everything of a session could be cleared away");
  }

  #enter(phase: "running" | "exited"): void {
    if (this.#phase !== "ending") this.#phase = phase;
  }
}

/** Like `Promise.all`, but leaves nothing under way when one fails: what is still being prepared could not be cleared away. */
async function allFulfilled<T>(steps: readonly Promise<T>[]): Promise<T[]> {
  await Promise.allSettled(steps);
  return Promise.all(steps);
}

async function answers(chromium: Chromium): Promise<boolean> {
  return (
    (await succeeds(chromium.ready, READY_DEADLINE_MS)) &&
    (await succeeds(chromium.send("Browser.getVersion"), ANSWER_DEADLINE_MS))
  );
}

function succeeds(attempt: Promise<unknown>, withinMs: number): Promise<boolean> {
  const success = attempt.then(
    () => true,
    () => false,
  );
  return Promise.race([success, sleep(withinMs, false, { ref: false })]);
}
