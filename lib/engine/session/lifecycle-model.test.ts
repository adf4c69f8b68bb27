import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import { expect, test } from "@playwright/test";
import fc from "fast-check";
import { fastify } from "fastify";
import { FakeBrowser } from "../testing/fake-browser";
import { FakeClock } from "../testing/fake-clock";
import { frameOf } from "../testing/frame-of";
import { isLive, LifecycleModel, type ModelClient, type ModelSession } from "../testing/lifecycle-model";
import { type Wire, Wires } from "../testing/wire";
import { SessionManager } from "./session-manager";
import { SessionStore } from "./session-store";

const CONCURRENCY = 3;
const NO_BYTES = Buffer.alloc(0);
const COMMAND = frameOf(Buffer.from('{"id":1}'), { mask: Buffer.from([1, 2, 3, 4]) });

type Pair = { model: ModelClient; client: Wire; browser: Wire };
type Subject = { model: ModelSession; id: string; browser: FakeBrowser; pairs: Pair[] };

/** The real manager, with everything about it that time and clients can do; its browsers are the test's. */
class World {
  readonly wires = new Wires();
  readonly subjects: Subject[] = [];
  readonly model: LifecycleModel;
  readonly #dataDir = mkdtempSync(join(tmpdir(), "keepwatch-model-"));
  readonly #log = fastify().log;
  #clock = new FakeClock();
  #store = new SessionStore(this.#dataDir, { log: this.#log });
  manager = this.#newManager();
  readonly #launched: FakeBrowser[] = [];
  #unexpected: unknown;

  constructor() {
    this.model = new LifecycleModel(this.#clock.now(), CONCURRENCY);
  }

  #newManager(): SessionManager {
    return new SessionManager({
      store: this.#store,
      clock: this.#clock,
      log: this.#log,
      concurrency: CONCURRENCY,
      createsPerMinute: undefined,
      connectWithinMs: 300_000,
      commandWithinMs: 600_000,
      newSessionId: () => randomUUID(),
      record: () => undefined,
      launch: () => {
        const browser = new FakeBrowser();
        this.#launched.push(browser);
        return browser;
      },
    });
  }

  /** Every step takes a moment, so that no two deadlines fall on the same one. */
  tick(ms = 1): void {
    this.#clock.advance(ms);
    this.model.now = this.#clock.now();
  }

  create(keepAlive: boolean, timeoutSeconds: number): void {
    const wasFull = this.model.isFull;
    const before = this.manager.list().length;
    const created = this.manager.create({
      projectId: "p1",
      keepAlive,
      region: "us-west-2",
      timeoutSeconds,
      logSession: true,
      recordSession: false,
      browser: {
        windowSize: { width: 1, height: 1 },
        ignoreCertificateErrors: false,
        allowedDomains: [],
        proxies: [],
      },
    });
    const [record] = this.manager.list();
    const browser = this.#launched.at(-1);
    if (wasFull || !record || !browser) {
      expect(this.manager.list()).toHaveLength(before);
      this.#expectRefusal(created, [429]);
      return;
    }
    this.model.create(keepAlive, timeoutSeconds * 1_000);
    const model = this.model.sessions.at(-1);
    if (model) this.subjects.push({ model, id: record.id, browser, pairs: [] });
    this.#expectRefusal(created, [410, 500]);
  }

  async connect(subject: Subject): Promise<void> {
    const session = this.manager.live(subject.id);
    const client = await this.wires.open();
    const browser = await this.wires.open();
    const model = this.model.connect(subject.model);
    subject.pairs.push({ model, client, browser });
    client.far.resume();
    browser.far.resume();
    if (session) void session.attach({ socket: client.near, head: NO_BYTES }, { socket: browser.near, head: NO_BYTES });
    else client.near.destroy();
  }

  async restart(): Promise<void> {
    this.model.lose();
    // The dead write nothing: in this process the old manager lives on, and may reach the new file by the old descriptor.
    this.#store.save = () => undefined;
    this.#store.close();
    const now = this.#clock.now();
    this.#clock = new FakeClock();
    this.#clock.advance(now - this.#clock.now());
    this.#store = new SessionStore(this.#dataDir, { log: this.#log });
    this.manager = this.#newManager();
    for (const { pairs, browser } of this.subjects) {
      browser.isEnded = true;
      for (const { client } of pairs) client.near.destroy();
    }
  }

  /** Waits until the world is as the model says, and fails when it does not become so. */
  async settle(): Promise<void> {
    const deadline = performance.now() + 2_000;
    while (!isDeepStrictEqual(this.#seen(), this.#expected()) && performance.now() < deadline) await turn();
    expect(this.#seen()).toEqual(this.#expected());
    if (this.#unexpected) throw this.#unexpected;
  }

  async close(): Promise<void> {
    for (const { model } of this.subjects) this.model.end(model, "COMPLETED");
    await this.manager.stop();
    await this.settle();
    this.wires.close();
    this.#store.close();
    rmSync(this.#dataDir, { recursive: true });
  }

  #seen() {
    return this.subjects.map(({ id, browser, pairs }) => {
      const record = this.manager.find(id);
      return {
        status: record?.status,
        hasEnd: record?.endedAt !== undefined,
        holdsSlot: this.manager.live(id) !== undefined,
        isBrowserGone: browser.isEnded,
        connected: pairs.map(({ client }) => !client.far.destroyed),
      };
    });
  }

  #expected() {
    return this.subjects.map(({ model, pairs }) => ({
      status: model.status,
      hasEnd: !isLive(model),
      holdsSlot: isLive(model),
      isBrowserGone: !isLive(model),
      connected: pairs.map((pair) => pair.model.isConnected),
    }));
  }

  #expectRefusal(created: Promise<unknown>, statusCodes: readonly number[]): void {
    created.catch((error: unknown) => {
      const isExpected =
        error instanceof Error && "statusCode" in error && statusCodes.some((code) => code === error.statusCode);
      if (!isExpected) this.#unexpected = error;
    });
  }
}

type Run = (world: World) => void | Promise<void>;
type Step = { run: Run; [fc.toStringMethod](): string };

/** A step that a counterexample shows by its name. */
const toStep = (name: string, run: Run): Step => ({ run, [fc.toStringMethod]: () => name });

const at = <T>(things: readonly T[], index: number): T | undefined => things[index % Math.max(things.length, 1)];

/** A step on the session of a number, counted round; on none while there is none. */
function onSession(name: string, run: (world: World, subject: Subject) => void | Promise<void>): fc.Arbitrary<Step> {
  return fc.nat(5).map((index) =>
    toStep(`${name} ${index}`, (world) => {
      const subject = at(world.subjects.slice(-4), index);
      return subject && run(world, subject);
    }),
  );
}

type OnClient = (world: World, subject: Subject, pair: Pair) => void | Promise<void>;

function onClient(name: string, run: OnClient): fc.Arbitrary<Step> {
  return fc.nat(3).chain((index) =>
    onSession(`${name} ${index} of`, (world, subject) => {
      const pair = at(subject.pairs, index);
      return pair?.model.isConnected ? run(world, subject, pair) : undefined;
    }),
  );
}

const create = fc
  .record({ keepAlive: fc.boolean(), timeout: fc.constantFrom(60, 120, 900, 21_600) })
  .map(({ keepAlive, timeout }) =>
    toStep(`create ${keepAlive ? "keepAlive " : ""}for ${timeout} s`, (world) => world.create(keepAlive, timeout)),
  );

const wait = fc.constantFrom(1, 29, 30, 59, 60, 299, 300, 599, 600, 21_600).map((seconds) =>
  toStep(`wait ${seconds} s`, async (world) => {
    const until = world.model.now + seconds * 1_000;
    for (let next = world.model.nextDeadline(until); next; next = world.model.nextDeadline(until)) {
      world.tick(next.at - world.model.now);
      next.reach();
      await world.settle();
    }
    world.tick(until - world.model.now);
  }),
);

const steps = fc.oneof(
  { weight: 3, arbitrary: create },
  { weight: 3, arbitrary: wait },
  {
    weight: 4,
    arbitrary: onSession("browser starts", (_world, { model, browser }) => {
      if (model.status === "PENDING") model.status = "RUNNING";
      browser.start();
    }),
  },
  {
    weight: 1,
    arbitrary: onSession("browser fails", (world, { model, browser }) => {
      if (model.status === "PENDING") world.model.end(model, "ERROR");
      browser.failToStart();
    }),
  },
  { weight: 5, arbitrary: onSession("connect to", (world, subject) => world.connect(subject)) },
  {
    weight: 3,
    arbitrary: onClient("disconnect", (world, { model }, pair) => {
      world.model.disconnect(model, pair.model);
      pair.client.far.destroy();
    }),
  },
  {
    weight: 2,
    arbitrary: onClient("command by", async (world, _subject, { model, client, browser }) => {
      model.heardAt = world.model.now;
      const arrived = browser.far.bytesRead + COMMAND.length;
      client.far.write(COMMAND);
      while (browser.far.bytesRead < arrived) await turn();
    }),
  },
  {
    weight: 2,
    arbitrary: onSession("release", (world, { model, id }) => {
      world.model.end(model, "COMPLETED");
      world.manager.live(id)?.release();
    }),
  },
  {
    weight: 1,
    arbitrary: onSession("crash", (world, { model, browser, pairs }) => {
      world.model.end(model, "ERROR");
      browser.exit({ clean: false });
      for (const pair of pairs) pair.browser.far.destroy();
    }),
  },
  {
    weight: 1,
    arbitrary: onSession("Browser.close", (world, { model, browser, pairs }) => {
      world.model.end(model, model.status === "PENDING" ? "ERROR" : "COMPLETED");
      browser.exit({ clean: true });
      for (const pair of pairs) pair.browser.far.destroy();
    }),
  },
  { weight: 1, arbitrary: fc.constant(toStep("kill the engine", (world) => world.restart())) },
);

test("whatever happens in whatever order, sessions live and end as the model says, and nothing of them is left", async () => {
  test.setTimeout(120_000);
  await fc.assert(
    fc.asyncProperty(fc.array(steps, { maxLength: 60, size: "max" }), async (sequence) => {
      const world = new World();
      try {
        for (const step of sequence) {
          world.tick();
          await step.run(world);
          await world.settle();
        }
        await world.close();
      } finally {
        world.wires.close();
      }
    }),
    { numRuns: 50 },
  );
});
