import { once } from "node:events";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { expect } from "@playwright/test";
import { pino } from "pino";
import { type WebSocket, WebSocketServer } from "ws";
import { test as base } from "../testing/engine-test";
import { FakeClock } from "../testing/fake-clock";
import { RecordingStore } from "./recording-store";
import { sessionRecorder } from "./session-recorder";

/** For what runs on real sockets and files, or must not run. */
const MOMENT_MS = 50;
const START_MS = 300;

/** A recorder of sessions whose browsers answer when the test lets them, with nobody starting until the test says so. */
class World {
  readonly clock = new FakeClock();
  readonly logged: string[] = [];
  readonly devTools = new WebSocketServer({ host: "127.0.0.1", port: 0 });
  endStarts: () => void = () => undefined;
  readonly #begun: string[] = [];
  readonly dataDir: string;
  readonly #record: ReturnType<typeof sessionRecorder>;

  constructor(dataDir: string) {
    this.dataDir = dataDir;
    const log = pino({ level: "warn" }, { write: (line: string) => this.logged.push(line) });
    const limits = { sessionBytes: 1_000, totalBytes: 1_000 };
    const started = new Promise<void>((resolve) => {
      this.endStarts = resolve;
    });
    this.#record = sessionRecorder({
      store: new RecordingStore({ dataDir, limits, log, isKnown: () => true }),
      clock: this.clock,
      log,
      untilStarted: () => started,
    });
  }

  /** A session that took its time to start. */
  create(id: string): { isRunning: boolean } {
    const now = this.clock.now();
    const { port } = Object(this.devTools.address());
    const session = {
      isRunning: true,
      devTools: async () => ({ port, path: `/${id}` }),
      record: {
        id,
        projectId: "p1",
        status: "RUNNING" as const,
        keepAlive: true,
        region: "us-west-2" as const,
        createdAt: now - START_MS,
        updatedAt: now,
        expiresAt: now + 3_600_000,
      },
    };
    this.#record(session);
    return session;
  }

  async pass(ms: number): Promise<void> {
    await setTimeout(MOMENT_MS);
    this.clock.advance(ms);
    await setTimeout(MOMENT_MS);
  }

  /** In the order in which their recordings began. */
  begun(): string[] {
    for (const name of readdirSync(join(this.dataDir, "recordings"))) {
      const id = name.replace(".jsonl", "");
      if (!this.#begun.includes(id)) this.#begun.push(id);
    }
    return this.#begun;
  }
}

function answerAll(browser: WebSocket): void {
  browser.on("message", (data) => browser.send(JSON.stringify({ id: JSON.parse(String(data)).id, result: {} })));
}

const test = base.extend<{ world: World }>({
  world: async ({ dataDir }, use) => {
    const world = new World(dataDir);
    await once(world.devTools, "listening");
    await use(world);
    for (const browser of world.devTools.clients) browser.terminate();
    world.devTools.close();
  },
});

test("a recording begins when no session is starting and as much time has passed as its own start took", async ({
  world,
}) => {
  world.create("a");
  await world.pass(4_000);
  expect(world.begun()).toEqual([]);
  world.endStarts();
  await world.pass(START_MS - 1);
  expect(world.begun()).toEqual([]);
  await world.pass(1);
  await expect.poll(() => world.begun()).toEqual(["a"]);
});

test("it begins after five seconds in any case", async ({ world }) => {
  world.create("a");
  await world.pass(4_999);
  expect(world.begun()).toEqual([]);
  await world.pass(1);
  await expect.poll(() => world.begun()).toEqual(["a"]);
});

test("one begins after the other, and waits five seconds for a browser that hangs", async ({ world }) => {
  world.endStarts();
  const browsers: WebSocket[] = [];
  world.devTools.on("connection", (browser) => browsers.push(browser));
  for (const id of ["a", "b", "c"]) world.create(id);
  await world.pass(START_MS);
  await expect.poll(() => browsers.length).toBe(1);
  expect(world.begun()).toEqual(["a"]);
  await world.pass(4_999);
  expect(world.begun()).toEqual(["a"]);
  await world.pass(1);
  await expect.poll(() => browsers.length).toBe(2);
  expect(world.begun()).toEqual(["a", "b"]);
  browsers[1]?.terminate();
  await expect.poll(() => world.begun()).toEqual(["a", "b", "c"]);
});

test("a session that has ended meanwhile is left out, and so is its wait", async ({ world }) => {
  world.endStarts();
  world.devTools.on("connection", answerAll);
  const [first] = [world.create("a"), world.create("b")];
  first.isRunning = false;
  await world.pass(START_MS);
  await expect.poll(() => world.begun()).toEqual(["b"]);
  expect(world.logged).toEqual([]);
});

test("a browser that runs and is not reached is told of in the log, and the next one is recorded", async ({
  world,
}) => {
  world.endStarts();
  world.devTools.on("connection", (browser, { url }) => {
    if (url === "/a") browser.terminate();
    else answerAll(browser);
  });
  for (const id of ["a", "b"]) world.create(id);
  await world.pass(START_MS);
  await expect.poll(() => world.begun()).toContain("b");
  expect(world.logged).toEqual([expect.stringContaining('"sessionId":"a"')]);
  await expect.poll(() => readdirSync(join(world.dataDir, "recordings"))).toEqual(["b.jsonl"]);
});
