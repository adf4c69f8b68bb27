import type { ServerResponse } from "node:http";
import { setTimeout } from "node:timers/promises";
import { expect, test } from "@playwright/test";
import { createUpstream } from "@/lib/server/upstream/create-upstream";
import { sendJson, startScriptedServer } from "@/lib/server/upstream/testing/scripted-server";
import { FakeSchedule } from "./testing/fake-schedule";
import { ReadingViewer } from "./testing/reading-viewer";
import { testFeed } from "./testing/test-feed";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

type Row = { id: string; [field: string]: unknown };
type Answer = (response: ServerResponse, rows: Row[]) => void;

function row(id: string, changes: object = {}): Row {
  const instants = { startedAt: "2026-11-24T10:00:00Z", expiresAt: "2096-11-24T10:00:00Z" };
  return { id, projectId: "p", status: "RUNNING", keepAlive: true, region: "us-west-2", ...instants, ...changes };
}

const sound: Answer = (response, rows) => sendJson(response, 200, rows);

/** A feed on a real server that lists `rows`, unless `answer` does something else; a viewer follows it. */
async function withFeed(use: (world: Awaited<ReturnType<typeof build>>) => Promise<void>): Promise<void> {
  const world = await build();
  try {
    await use(world);
  } finally {
    await world.stop();
  }
}

async function build() {
  const world: { rows: Row[]; gone: Row[]; answer: Answer } = { rows: [row("a"), row("b")], gone: [], answer: sound };
  const server = await startScriptedServer(({ path = "" }, response) => {
    const [, , noun, id] = path.split("?")[0]?.split("/") ?? [];
    const project = { id: "p", name: "Project", concurrency: 1, defaultTimeout: 900 };
    if (noun === "projects") return sendJson(response, 200, id ? project : [project]);
    if (id) {
      const found = [...world.rows, ...world.gone].find((one) => one.id === id);
      return sendJson(response, found ? 200 : 404, found ?? { message: "unknown" });
    }
    if (path.endsWith("PENDING")) return sendJson(response, 200, []);
    world.answer(response, world.rows);
  });
  const clock = new FakeSchedule();
  const env = { kind: "browserbase", apiKey: "key", baseUrl: server.url } as const;
  const feed = testFeed({
    upstream: createUpstream(env, { onBrokenRows: () => undefined }),
    now: () => clock.now,
    schedule: clock.schedule,
  });
  const viewer = new ReadingViewer(await feed.watch({ encoding: "identity" }));
  await expect.poll(() => viewer.picture?.sessions.length).toBe(2);
  return Object.assign(world, {
    viewer,
    now: () => clock.now,
    lists: () => server.requests.filter(({ path }) => path?.endsWith("RUNNING")).length,
    states: () => viewer.picture?.sessions.map(({ id, status }) => `${id} ${status}`),
    /** Lets so much time pass, and upstream answer what it was asked by then. */
    async pass(ms: number) {
      for (let passed = 0; passed < ms; passed += SECOND) {
        const before = viewer.events.length;
        await clock.pass(Math.min(SECOND, ms - passed));
        if (clock.size > 1) continue;
        await expect.poll(() => viewer.events.length > before && clock.size > 1, { intervals: [5] }).toBe(true);
      }
    },
    async stop() {
      await feed.stop();
      await server.stop();
    },
  });
}

const FAULTS: Record<string, { answer: Answer; code: string }> = {
  "429 without Retry-After": { answer: (res) => sendJson(res, 429, { message: "slow" }), code: "rate_limited" },
  "500": { answer: (res) => sendJson(res, 500, { message: "oops" }), code: "upstream_unavailable" },
  "HTML in place of JSON": {
    answer: (res) => res.writeHead(200, { "content-type": "text/html" }).end("<h1>Sign in to the hotel</h1>"),
    code: "upstream_unreadable",
  },
  "half an answer": {
    answer(res) {
      res.writeHead(200, { "content-type": "application/json", "content-length": 1_000 }).write('[{"id":"a"');
      void setTimeout(20).then(() => res.destroy());
    },
    code: "upstream_unavailable",
  },
  "a line that is cut": { answer: (res) => res.destroy(), code: "upstream_unavailable" },
};

for (const [fault, { answer, code }] of Object.entries(FAULTS)) {
  test(`${fault} leaves the rows, says since when, spaces the requests out and is over with the first success`, async () => {
    await withFeed(async (world) => {
      world.answer = answer;
      await world.pass(SECOND);
      await expect.poll(() => world.viewer.picture?.failure).toMatchObject({ code });
      expect(world.states()).toEqual(["a RUNNING", "b RUNNING"]);
      const before = world.lists();
      await world.pass(30 * SECOND);
      expect(world.lists() - before).toBe(4);
      world.answer = sound;
      world.rows = [row("b"), row("c")];
      world.gone = [row("a", { status: "COMPLETED", endedAt: "2026-11-24T10:01:00Z" })];
      await world.pass(MINUTE);
      await expect.poll(world.states).toEqual(["a COMPLETED", "b RUNNING", "c RUNNING"]);
      expect(world.viewer.picture?.failure).toBeNull();
    });
  });
}

test("429 with Retry-After is obeyed to the second", async () => {
  await withFeed(async (world) => {
    world.answer = (res) => sendJson(res, 429, { message: "slow" }, { "retry-after": "45" });
    await world.pass(SECOND);
    await expect.poll(() => world.viewer.picture?.failure).toMatchObject({ code: "rate_limited" });
    const before = world.lists();
    world.answer = sound;
    await world.pass(44 * SECOND);
    expect(world.lists()).toBe(before);
    await world.pass(SECOND);
    await expect.poll(() => world.viewer.picture?.failure).toBeNull();
  });
});

test("an answer that never comes is given up, and never joined by a second request", async () => {
  test.setTimeout(60_000);
  await withFeed(async (world) => {
    world.answer = () => undefined;
    const before = world.lists();
    await world.pass(SECOND).catch(() => undefined);
    await expect.poll(() => world.viewer.picture?.failure?.message, { timeout: 15_000 }).toMatch(/did not answer/);
    expect(world.lists() - before).toBe(1);
    expect(world.states()).toEqual(["a RUNNING", "b RUNNING"]);
  });
});

test("a status that nobody knows and fields that are new leave every row where it was", async () => {
  await withFeed(async (world) => {
    world.rows = [row("a", { status: "PAUSED" }), row("b", { mood: "fine" }), row("c", { proxyBytes: { deep: [1] } })];
    await world.pass(2 * SECOND);
    expect(world.states()).toEqual(["a RUNNING", "b RUNNING", "c RUNNING"]);
    world.rows = [row("a"), row("b")];
    world.gone = [row("c", { status: "TIMED_OUT" })];
    await world.pass(2 * SECOND);
    await expect.poll(world.states).toEqual(["a RUNNING", "b RUNNING", "c TIMED_OUT"]);
  });
});

test("a list that is empty once ends nothing", async () => {
  await withFeed(async (world) => {
    world.answer = (res) => sendJson(res, 200, []);
    world.gone = [row("a"), row("b")];
    await world.pass(SECOND);
    world.answer = sound;
    await world.pass(2 * SECOND);
    expect(world.states()).toEqual(["a RUNNING", "b RUNNING"]);
    const ended = world.viewer.events.flatMap(({ event, data }) => (event === "delta" ? data.removed : []));
    expect(ended).toEqual([]);
  });
});

test("a row that comes twice is one row", async () => {
  await withFeed(async (world) => {
    world.rows = [row("a"), row("a"), row("b"), row("a", { region: "eu-central-1" })];
    await world.pass(SECOND);
    await expect
      .poll(() => world.viewer.picture?.sessions.map(({ id, region }) => [id, region]))
      .toEqual([
        ["a", "eu-central-1"],
        ["b", "us-west-2"],
      ]);
  });
});

test("a clock that is three minutes off is upstream's, and all instants are on it", async () => {
  await withFeed(async (world) => {
    const ahead = new Date(Date.now() + 3 * MINUTE);
    world.answer = (res, rows) => sendJson(res, 200, rows, { date: ahead.toUTCString() });
    await world.pass(2 * SECOND);
    const { now = 0, asOf } = world.viewer.picture ?? {};
    for (const instant of [now, asOf ?? 0]) {
      expect(instant - world.now()).toBeGreaterThan(3 * MINUTE - 2 * SECOND);
      expect(instant - world.now()).toBeLessThan(3 * MINUTE + 2 * SECOND);
    }
  });
});
