import { once } from "node:events";
import { expect } from "@playwright/test";
import { WebSocket } from "ws";
import { connectPage } from "../testing/connect-page";
import { test as base, type TestEngine } from "../testing/engine-test";
import { FakeClock } from "../testing/fake-clock";

const FIVE_MINUTES_MS = 300_000;
const TEN_MINUTES_MS = 600_000;

const test = base.extend<{ clock: FakeClock }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures that are used from this pattern.
  clock: async ({}, use) => use(new FakeClock()),
  engineDeps: async ({ clock }, use) => use({ clock }),
});

const statusOf = async ({ browserbase }: TestEngine, id: string) => (await browserbase.sessions.retrieve(id)).status;

test("a session nobody connects to within five minutes completes; one that is keepAlive, or was connected to, runs on", async ({
  engine,
  clock,
}) => {
  const { sessions } = engine.browserbase;
  const [connected, lonely] = [await sessions.create(), await sessions.create()];
  const keepAlive = await sessions.create({ keepAlive: true });
  const { browser, page } = await connectPage(connected.connectUrl);
  clock.advance(FIVE_MINUTES_MS - 1);
  expect(await statusOf(engine, lonely.id)).toBe("RUNNING");
  clock.advance(1);
  await expect.poll(() => statusOf(engine, lonely.id)).toBe("COMPLETED");
  const ended = await sessions.retrieve(lonely.id);
  expect(Date.parse(ended.endedAt ?? "") - Date.parse(ended.createdAt)).toBe(FIVE_MINUTES_MS);
  expect(await statusOf(engine, keepAlive.id)).toBe("RUNNING");
  expect(await page.evaluate("1 + 1")).toBe(2);
  await browser.close();
});

async function open(connectUrl: string): Promise<WebSocket> {
  const client = new WebSocket(connectUrl);
  await once(client, "open");
  return client;
}

for (const logSession of [true, false]) {
  test(`a client without a command for ten minutes is disconnected, pings or not, logging ${logSession ? "on" : "off"}`, async ({
    engine,
    clock,
  }) => {
    const { sessions } = engine.browserbase;
    const create = (keepAlive: boolean) =>
      sessions.create({ keepAlive, api_timeout: 3_600, browserSettings: { logSession } });
    const [talked, kept, left] = [await create(true), await create(true), await create(false)];
    const talking = await open(talked.connectUrl);
    const silent = [await open(kept.connectUrl), await open(left.connectUrl)];

    clock.advance(TEN_MINUTES_MS - 1);
    for (const client of silent) {
      client.ping();
      await once(client, "pong");
    }
    talking.send('{"id":1,"method":"Browser.getVersion"}');
    await once(talking, "message");

    const closed = Promise.all(silent.map((client) => once(client, "close")));
    clock.advance(1);
    await closed;
    await expect.poll(() => statusOf(engine, left.id)).toBe("COMPLETED");
    expect(await statusOf(engine, kept.id)).toBe("RUNNING");
    talking.send('{"id":2,"method":"Browser.getVersion"}');
    await once(talking, "message");
    talking.close();
  });
}

test("a client on a link that expires is disconnected then, and one on the session's own is not", async ({
  engine,
  clock,
}) => {
  const { id, connectUrl } = await engine.browserbase.sessions.create({ keepAlive: true });
  const answer = await engine.request("GET", `/v1/sessions/${id}/debug?expiresIn=60`);
  const { wsUrl } = await answer.json();
  const [own, expiring] = [await open(connectUrl), await open(wsUrl)];
  clock.advance(59_999);
  for (const client of [own, expiring]) {
    client.send('{"id":1,"method":"Browser.getVersion"}');
    await once(client, "message");
  }
  clock.advance(1);
  await expect.poll(() => expiring.readyState).toBe(WebSocket.CLOSED);
  own.send('{"id":2,"method":"Browser.getVersion"}');
  await once(own, "message");
  own.close();
});
