import { appendFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { expect } from "@playwright/test";
import { type Clock, systemClock } from "../clock";
import { connectPage } from "../testing/connect-page";
import { type TestEngine, test } from "../testing/engine-test";
import { FakeClock } from "../testing/fake-clock";
import { processesOf } from "../testing/processes-of";
import { Recorder } from "./recorder";
import type { ReplayEvent } from "./replay-events";

const META = 4;
const FULL_SNAPSHOT = 2;
const INCREMENTAL = 3;

const pageOf = (colour: string) => `data:text/html,<title>${colour}</title><body style="background:${colour}">`;

const eventsOf = ({ browserbase }: TestEngine, id: string) => browserbase.sessions.recording.retrieve(id);

/** Records a session beside the engine. */
function recordInto(
  { dataDir }: TestEngine,
  id: string,
  clock: Clock,
  write: (events: readonly ReplayEvent[]) => Promise<void>,
): void {
  const listening = readFileSync(join(dataDir, "profiles", id, "DevToolsActivePort"), "utf8");
  const [port, path = ""] = listening.split("\n");
  const file = {
    write: (events: readonly ReplayEvent[]) => write(events).then(() => true),
    close: async () => undefined,
  };
  new Recorder({ port: Number(port), path }, file, { clock, onFailure: () => undefined });
}

async function release({ browserbase }: TestEngine, id: string): Promise<void> {
  await browserbase.sessions.update(id, { status: "REQUEST_RELEASE" });
  await expect.poll(async () => (await browserbase.sessions.retrieve(id)).endedAt).toBeTruthy();
}

test("a session is recorded as rrweb events, which stay when it has ended", async ({ engine }) => {
  const { id, connectUrl, createdAt } = await engine.browserbase.sessions.create({ keepAlive: true });
  const { browser, page } = await connectPage(connectUrl);
  await page.goto(pageOf("red"));
  const hrefs = async () => (await eventsOf(engine, id)).map(({ data }) => data.href);
  await expect.poll(hrefs).toContainEqual(expect.stringContaining("red"));
  await page.evaluate(() => Object.assign(document.body.style, { background: "lime" }));
  await expect.poll(async () => (await eventsOf(engine, id)).some(({ type }) => type === INCREMENTAL)).toBe(true);
  const other = await page.context().newPage();
  await other.goto(pageOf("blue"));
  await expect.poll(hrefs).toContainEqual(expect.stringContaining("blue"));
  await browser.close();
  await release(engine, id);

  const events = await eventsOf(engine, id);
  expect(events.slice(0, 2).map(({ type }) => type)).toEqual([META, FULL_SNAPSHOT]);
  for (const { sessionId, timestamp } of events) {
    expect(sessionId).toBe(id);
    expect(timestamp).toBeGreaterThanOrEqual(Date.parse(createdAt));
  }
  expect(JSON.stringify(events)).toContain("data:image/jpeg;base64,");
  const [file = ""] = readdirSync(join(engine.dataDir, "recordings"));
  appendFileSync(join(engine.dataDir, "recordings", file), '{"type":3,"data":{"sou');
  expect(await eventsOf(engine, id)).toEqual(events);
});

test("on a slow disk each of two tabs is recorded as it came to rest", async ({ engine }) => {
  const { id, connectUrl } = await engine.browserbase.sessions.create({ browserSettings: { recordSession: false } });
  const { browser, page } = await connectPage(connectUrl);
  const other = await page.context().newPage();
  await Promise.all([page.goto(pageOf("red")), other.goto(pageOf("blue"))]);
  const recorded: unknown[] = [];
  recordInto(engine, id, systemClock, async (events) => {
    await setTimeout(500);
    recorded.push(...events);
  });
  await expect.poll(() => JSON.stringify(recorded)).toMatch(/<title>red|%3Ctitle%3Ered/);
  await expect.poll(() => JSON.stringify(recorded)).toMatch(/<title>blue|%3Ctitle%3Eblue/);
  await browser.close();
});

test("a blank tab is looked at after two seconds, and at once when it is led elsewhere", async ({ engine }) => {
  const { id, connectUrl } = await engine.browserbase.sessions.create({ browserSettings: { recordSession: false } });
  const clock = new FakeClock();
  let recorded = "";
  recordInto(engine, id, clock, async (events) => {
    recorded += JSON.stringify(events);
  });
  const { browser, page } = await connectPage(connectUrl);
  await page.context().newPage();
  await setTimeout(500);
  expect(recorded).toBe("");
  clock.advance(2_000);
  await expect.poll(() => recorded).toContain("about:blank");
  const other = await page.context().newPage();
  await other.goto(pageOf("blue"));
  await expect.poll(() => recorded).toContain("blue");
  await browser.close();
});

test("with recordSession off nothing is recorded, and downloads say why", async ({ engine }) => {
  const { id, connectUrl } = await engine.browserbase.sessions.create({ browserSettings: { recordSession: false } });
  const { browser, page } = await connectPage(connectUrl);
  await page.goto(pageOf("red"));
  await browser.close();
  expect(await eventsOf(engine, id)).toEqual([]);
  expect(readdirSync(join(engine.dataDir, "recordings"))).toEqual([]);
  const error = { status: 422, message: expect.stringContaining("recordSession: false") };
  await expect(engine.browserbase.sessions.recording.downloads.create(id)).rejects.toMatchObject(error);
});

test("a recording that cannot be begun does not hurt the session", async ({ engine }) => {
  const folder = join(engine.dataDir, "recordings");
  rmSync(folder, { recursive: true });
  writeFileSync(folder, "no folder");
  const { id, connectUrl } = await engine.browserbase.sessions.create({ keepAlive: true });
  const { browser, page } = await connectPage(connectUrl);
  await page.goto(pageOf("red"));
  expect(await page.title()).toBe("red");
  await browser.close();
  expect((await engine.browserbase.sessions.retrieve(id)).status).toBe("RUNNING");
  await release(engine, id);
  expect(processesOf(engine.dataDir)).toEqual([]);
});

test.describe("with as many records as are kept", () => {
  const oldest = "3c1d9b0e-0000-4000-8000-000000000000";

  test.use({
    engineSettings: async ({ dataDir }, use) => {
      mkdirSync(join(dataDir, "recordings"));
      for (const id of [oldest, "nobody"]) writeFileSync(join(dataDir, "recordings", `${id}.jsonl`), "{}\n");
      const times = { createdAt: 1, updatedAt: 2, expiresAt: 3, endedAt: 2 };
      const record = { projectId: "p1", status: "COMPLETED", keepAlive: false, region: "us-west-2", ...times };
      const ids = Array.from({ length: 10_000 }, (_, index) => (index === 0 ? oldest : `s${index}`));
      const lines = ids.map((id) => `${JSON.stringify({ id, ...record })}\n`);
      writeFileSync(join(dataDir, "sessions.jsonl"), lines.join(""));
      await use({});
    },
  });

  test("the next session makes the oldest go with its recording", async ({ engine }) => {
    expect(readdirSync(join(engine.dataDir, "recordings"))).toEqual([`${oldest}.jsonl`]);
    await engine.browserbase.sessions.create({ browserSettings: { recordSession: false } });
    expect(readdirSync(join(engine.dataDir, "recordings"))).toEqual([]);
  });
});

test.describe("with recordings switched off", () => {
  test.use({ engineSettings: { recordingsMegabytes: 0 } });

  test("no session is recorded", async ({ engine }) => {
    const { id } = await engine.browserbase.sessions.create({ keepAlive: true });
    await release(engine, id);
    expect(await eventsOf(engine, id)).toEqual([]);
  });
});
