import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, readdirSync, readFileSync, statfsSync, writeFileSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { toFile } from "@browserbasehq/sdk";
import { expect, type Page } from "@playwright/test";
import { WebSocket } from "ws";
import { connectPage } from "./testing/connect-page";
import { EngineProcess } from "./testing/engine-process";
import { test as base, type TestEngine } from "./testing/engine-test";
import { FakeClock } from "./testing/fake-clock";
import { frameHead } from "./testing/frame-of";
import { heldBytes } from "./testing/held-bytes";
import { processesOf } from "./testing/processes-of";

const MEGABYTE = 1024 * 1024;
/** For what has to happen within real processes, on a machine that is busy. */
const PATIENT = { timeout: 20_000 };

const test = base.extend<{ clock: FakeClock }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures that are used from this pattern.
  clock: async ({}, use) => use(new FakeClock()),
});

const timed = test.extend({ engineDeps: async ({ clock }, use) => use({ clock }) });

const statusOf = async ({ browserbase }: TestEngine, id: string) => (await browserbase.sessions.retrieve(id)).status;

async function open(connectUrl: string): Promise<WebSocket> {
  const client = new WebSocket(connectUrl, { maxPayload: 200 * MEGABYTE });
  await once(client, "open");
  return client;
}

/** A WebSocket connection whose frames are the test's own. */
async function openRaw(connectUrl: string): Promise<Socket> {
  const { host, pathname, search, hostname, port } = new URL(connectUrl);
  const socket = connect(Number(port), hostname).on("error", () => undefined);
  const fields = [
    `host: ${host}`,
    "connection: Upgrade",
    "upgrade: websocket",
    "sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==",
    "sec-websocket-version: 13",
  ];
  socket.write(`GET ${pathname}${search} HTTP/1.1\r\n${fields.join("\r\n")}\r\n\r\n`);
  const [head] = await once(socket, "data");
  expect(String(head)).toMatch(/^HTTP\/1\.1 101 /);
  return socket.resume();
}

/** The answer to a command, whatever comes before it. */
async function call(client: WebSocket, command: { id: number; method: string; params?: object }) {
  const answered = new Promise<string>((resolve) => {
    client.on("message", (data) => {
      const text = String(data);
      if (text.startsWith(`{"id":${command.id},`)) resolve(text);
    });
  });
  client.send(JSON.stringify(command));
  return JSON.parse(await answered).result;
}

async function attachToPage(connectUrl: string) {
  const client = await open(connectUrl);
  const { targetInfos } = await call(client, { id: 1, method: "Target.getTargets" });
  const params = { targetId: targetInfos[0].targetId, flatten: true };
  const { sessionId } = await call(client, { id: 2, method: "Target.attachToTarget", params });
  client.removeAllListeners("message");
  return { client, sessionId };
}

/** Of fifty, the one in the middle. */
async function roundTripMs(page: Page): Promise<number> {
  const times: number[] = [];
  for (let count = 0; count < 50; count++) {
    const begin = performance.now();
    expect(await page.evaluate("1 + 1")).toBe(2);
    times.push(performance.now() - begin);
  }
  return times.sort((a, b) => a - b)[25] ?? Number.NaN;
}

/** Lets the deadlines of what is under way pass, whenever they were set. */
async function outlast<T>(clock: FakeClock, pending: Promise<T>): Promise<T> {
  let isOver = false;
  const over = pending.finally(() => {
    isOver = true;
  });
  over.catch(() => undefined);
  await expect
    .poll(() => {
      clock.advance(10_000);
      return isOver;
    }, PATIENT)
    .toBe(true);
  return over;
}

timed.describe("with a Chromium that hangs at its start", () => {
  timed.use({
    engineSettings: async ({ dataDir }, use) => {
      const chromiumPath = join(dataDir, "..", "hanging-chromium");
      // What it starts must go with it.
      writeFileSync(chromiumPath, `#!/bin/sh\nsleep 4242 "$1" &\nsleep 4242\n`);
      chmodSync(chromiumPath, 0o755);
      await use({ chromiumPath, concurrency: 1 });
    },
  });

  timed("create fails in the end, and neither a process nor a slot stays taken", async ({ engine, clock }) => {
    for (let attempt = 0; attempt < 2; attempt++) {
      const create = outlast(clock, engine.browserbase.sessions.create());
      await expect(create).rejects.toThrow(/^500 The browser of session \S+ did not start\./);
    }
    expect((await engine.browserbase.sessions.list()).map(({ status }) => status)).toEqual(["ERROR", "ERROR"]);
    expect(processesOf(engine.dataDir)).toEqual([]);
    expect(readdirSync(join(engine.dataDir, "profiles"))).toEqual([]);
  });
});

timed(
  "a Chromium that stops answering: whoever asks is told, and its session ends all the same",
  async ({ engine, clock }) => {
    const { browserbase, dataDir } = engine;
    const context = await browserbase.contexts.create();
    const { id, connectUrl } = await browserbase.sessions.create({
      keepAlive: true,
      browserSettings: { context: { id: context.id, persist: true } },
    });
    // The first to connect may get a line that was opened ahead.
    (await open(connectUrl)).terminate();
    for (const pid of processesOf(join(dataDir, "profiles", id))) process.kill(pid, "SIGSTOP");
    await expect(outlast(clock, browserbase.sessions.debug(id))).rejects.toThrow(
      "504 The session's browser does not answer.",
    );
    const refused = once(
      new WebSocket(connectUrl).on("error", () => undefined),
      "unexpected-response",
    );
    const [, response] = await outlast(clock, refused);
    expect(response).toMatchObject({ statusCode: 502 });

    await browserbase.sessions.update(id, { status: "REQUEST_RELEASE" });
    await expect.poll(() => statusOf(engine, id)).toBe("COMPLETED");
    expect(processesOf(dataDir)).toEqual([]);
  },
);

test("a thousand connects and disconnects leave the session as it was, and nothing in the engine", async ({
  engine,
}) => {
  test.slow();
  const { id, connectUrl } = await engine.browserbase.sessions.create({ keepAlive: true });
  const connectMany = async (count: number) => {
    for (let done = 0; done < count; done += 20) {
      const clients = await Promise.all(Array.from({ length: 20 }, () => open(connectUrl)));
      const closed = clients.map((client) => once(client, "close"));
      for (const [index, client] of clients.entries()) {
        if (index % 2 === 0) client.close();
        else client.terminate();
      }
      await Promise.all(closed);
    }
  };
  await connectMany(60);
  const openFiles = () => readdirSync("/proc/self/fd").length;
  const [filesBefore, bytesBefore] = [openFiles(), heldBytes()];
  await connectMany(1_000);
  await expect.poll(openFiles).toBeLessThanOrEqual(filesBefore + 5);
  expect(heldBytes() - bytesBefore).toBeLessThan(20 * MEGABYTE);
  expect(await statusOf(engine, id)).toBe("RUNNING");
  const { browser, page } = await connectPage(connectUrl);
  expect(await page.evaluate("1 + 1")).toBe(2);
  await browser.close();
});

for (const keepAlive of [true, false]) {
  test(`a malformed frame costs its client the connection${keepAlive ? ", and a keepAlive session nothing" : ""}`, async ({
    engine,
  }) => {
    const { id, connectUrl } = await engine.browserbase.sessions.create({ keepAlive });
    const socket = await openRaw(connectUrl);
    socket.write(Buffer.from([0xff, 0x00, 0xff, 0x00, 0xff]));
    await new Promise((resolve) => socket.once("close", resolve));
    await expect.poll(() => statusOf(engine, id)).toBe(keepAlive ? "RUNNING" : "COMPLETED");
    if (keepAlive) (await open(connectUrl)).close();
  });
}

test("a message of 100 MB that Chromium is slow to take, and one of 20 MB that it sends, are not held by the engine", async ({
  dataDir,
}) => {
  test.setTimeout(180_000);
  const engine = new EngineProcess(dataDir);
  const { sessions } = await engine.browserbase();
  const [downward, upward] = [await sessions.create(), await sessions.create()];
  const { client, sessionId } = await attachToPage(downward.connectUrl);
  const before = engine.peakBytes();
  const params = { expression: `"x".repeat(${20 * MEGABYTE})`, returnByValue: true };
  client.send(JSON.stringify({ id: 3, method: "Runtime.evaluate", params, sessionId }));
  const [answer] = await once(client, "message");
  expect(answer.length).toBeGreaterThan(20 * MEGABYTE);
  client.close();

  // Chromium takes minutes over a command of this size; who sent it can be released meanwhile.
  const sender = await openRaw(upward.connectUrl);
  const piece = Buffer.alloc(MEGABYTE, "x");
  sender.write(frameHead(100 * piece.length, { mask: Buffer.alloc(4) }));
  for (let count = 0; count < 100; count++) sender.write(piece);
  await expect.poll(() => sender.writableLength, PATIENT).toBeLessThan(97 * MEGABYTE);
  const closed = new Promise((resolve) => sender.once("close", resolve));
  await sessions.update(upward.id, { status: "REQUEST_RELEASE" });
  await closed;
  expect(engine.peakBytes() - before).toBeLessThan(60 * MEGABYTE);
  await expect.poll(async () => (await sessions.retrieve(upward.id)).status, PATIENT).toBe("COMPLETED");
  engine.kill("SIGTERM");
  expect(await engine.exitCode).toBe(0);
});

test("a client that asks for much and reads nothing holds up nobody else, and the engine keeps none of it", async ({
  engine,
}) => {
  const [greedy, other] = [await engine.browserbase.sessions.create(), await engine.browserbase.sessions.create()];
  const { browser, page } = await connectPage(other.connectUrl);
  const { client, sessionId } = await attachToPage(greedy.connectUrl);
  const alone = await roundTripMs(page);
  client.pause();
  const before = heldBytes();
  for (let id = 3; id < 13; id++) {
    const params = { expression: `"x".repeat(${10 * MEGABYTE})`, returnByValue: true };
    client.send(JSON.stringify({ id, method: "Runtime.evaluate", params, sessionId }));
  }
  // Generous: the greedy one's Chromium wants a processor too. Whoever is held up waits for what takes seconds.
  expect(await roundTripMs(page)).toBeLessThan(5 * alone + 20);
  expect(heldBytes() - before).toBeLessThan(30 * MEGABYTE);
  client.terminate();
  await browser.close();
});

test.describe("on a full disk", () => {
  test.skip(!canMount(), "Only root may mount the small disk that this fills.");

  test("a first start is told what it lacks", async ({ dataDir }) => {
    execFileSync("/bin/mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", dataDir]);
    fillDisk(dataDir);
    const engine = new EngineProcess(dataDir, { ENGINE_API_KEY: "" });
    try {
      expect(await engine.exitCode).toBe(1);
      expect(engine.stderr).toBe(`The disk of ${dataDir} is full. Make room on it, and start again.\n`);
    } finally {
      engine.kill("SIGKILL");
      await engine.exitCode;
      execFileSync("/bin/umount", ["--lazy", dataDir]);
    }
  });

  test("what cannot be kept is refused, sessions go on and end, the engine starts again, and all is well once there is room", async ({
    dataDir,
  }) => {
    test.setTimeout(180_000);
    execFileSync("/bin/mount", ["-t", "tmpfs", "-o", "size=64m", "tmpfs", dataDir]);
    const engines: EngineProcess[] = [];
    const start = async () => {
      const engine = new EngineProcess(dataDir);
      engines.push(engine);
      return { engine, browserbase: await engine.browserbase() };
    };
    try {
      const { engine, browserbase } = await start();
      const { id, connectUrl } = await browserbase.sessions.create({ keepAlive: true });
      const { browser, page } = await connectPage(connectUrl);
      fillDisk(dataDir);

      const file = await toFile(Buffer.alloc(MEGABYTE), "letter.txt");
      const upload = browserbase.sessions.uploads.create(id, { file });
      await expect(upload).rejects.toThrow("507 The engine's disk is full. Nothing was kept of what was sent.");
      await expect(browserbase.contexts.create()).rejects.toThrow("507 The engine's disk is full.");
      // Chromium may do with what little there is, and may not.
      const squeezed = await browserbase.sessions.create().catch((error: unknown) => error);
      expect(["RUNNING", 500]).toContain(Reflect.get(Object(squeezed), "status"));
      expect(await page.evaluate("1 + 1")).toBe(2);
      await browser.close();
      await browserbase.sessions.update(id, { status: "REQUEST_RELEASE" });
      await expect.poll(async () => (await browserbase.sessions.retrieve(id)).status, PATIENT).toBe("COMPLETED");

      for (const each of await browserbase.sessions.list()) {
        await browserbase.sessions.update(each.id, { status: "REQUEST_RELEASE" });
        const endOf = async () => (await browserbase.sessions.retrieve(each.id)).endedAt;
        await expect.poll(endOf, PATIENT).toBeTruthy();
      }
      engine.kill("SIGKILL");
      await engine.exitCode;

      fillDisk(dataDir);
      const started = await start();
      expect((await started.browserbase.sessions.retrieve(id)).status).toBe("COMPLETED");
      await expect(started.browserbase.contexts.create()).rejects.toThrow("507 The engine's disk is full.");

      writeFileSync(join(dataDir, "filler"), "");
      const later = await started.browserbase.sessions.create();
      expect(later.status).toBe("RUNNING");
      await started.browserbase.contexts.create();
      started.engine.kill("SIGKILL");
      await started.engine.exitCode;

      const { sessions } = (await start()).browserbase;
      expect((await sessions.retrieve(id)).status).toBe("COMPLETED");
      expect((await sessions.retrieve(later.id)).status).toBe("ERROR");
    } finally {
      for (const engine of engines) engine.kill("SIGKILL");
      await Promise.all(engines.map(({ exitCode }) => exitCode));
      execFileSync("/bin/umount", ["--lazy", dataDir]);
    }
  });
});

function fillDisk(dataDir: string): void {
  const filler = join(dataDir, "filler");
  writeFileSync(filler, "");
  const { bavail, bsize } = statfsSync(dataDir);
  try {
    // More than there is room for: browsers go on writing meanwhile.
    writeFileSync(filler, Buffer.alloc((bavail + 100) * bsize));
  } catch (error) {
    expect(error).toMatchObject({ code: "ENOSPC" });
  }
}

/** The right to mount, as Linux has it. */
function canMount(): boolean {
  const [, effective = "0"] = /^CapEff:\s*(\w+)/m.exec(readFileSync("/proc/self/status", "utf8")) ?? [];
  const CAP_SYS_ADMIN = 21n;
  return ((BigInt(`0x${effective}`) >> CAP_SYS_ADMIN) & 1n) === 1n;
}
