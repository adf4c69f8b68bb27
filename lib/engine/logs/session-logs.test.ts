import { chromium, expect } from "@playwright/test";
import { test } from "../testing/engine-test";

test("a session's log holds the latest traffic, bounded and cut, and is there after its end", async ({ engine }) => {
  const { sessions } = engine.browserbase;
  const { id, connectUrl } = await sessions.create();
  const browser = await chromium.connectOverCDP(connectUrl);
  const page = browser.contexts()[0]?.pages()[0];
  const second = await browser.contexts()[0]?.newPage();
  const begin = Date.now();
  for (let count = 0; count < 1_100; count++) await page?.evaluate("1");
  await page?.evaluate((text) => text.length, "x".repeat(1_000_000));
  await second?.evaluate("2");
  await browser.close();
  await expect.poll(async () => (await sessions.retrieve(id)).status).toBe("COMPLETED");

  const logs = await sessions.logs.list(id);
  expect(logs.length).toBeLessThanOrEqual(1_000);
  const calls = logs.filter(({ method }) => method.startsWith("Runtime.") && method !== "Runtime.enable");
  expect(calls.length).toBeGreaterThan(400);
  expect(new Set(calls.map(({ pageId }) => pageId)).size).toBe(2);
  for (const { request, response, timestamp = 0 } of calls) {
    expect(request?.rawBody.length).toBeLessThan(2_500);
    expect(response).toBeDefined();
    expect(timestamp).toBeGreaterThanOrEqual(begin);
    expect(response?.timestamp).toBeGreaterThanOrEqual(timestamp);
  }
});

test("logSession: false keeps no log", async ({ engine }) => {
  const { sessions } = engine.browserbase;
  const { id, connectUrl } = await sessions.create({ keepAlive: true, browserSettings: { logSession: false } });
  const browser = await chromium.connectOverCDP(connectUrl);
  await browser.close();
  expect(await sessions.logs.list(id)).toEqual([]);
});
