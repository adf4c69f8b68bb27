import Browserbase from "@browserbasehq/sdk";
import { chromium, expect } from "@playwright/test";
import puppeteer from "puppeteer-core";
import { WebSocket } from "ws";
import { connectPage } from "../testing/connect-page";
import { type TestEngine, test } from "../testing/engine-test";
import { processesOf } from "../testing/processes-of";

const PAGE = "data:text/html,<title>Left open</title>";

const statusOf = async ({ browserbase }: TestEngine, id: string) => (await browserbase.sessions.retrieve(id)).status;

test("with keepAlive, Playwright and Puppeteer find the page as it was left, on the same URL", async ({ engine }) => {
  const { id, connectUrl } = await engine.browserbase.sessions.create({
    keepAlive: true,
    browserSettings: { viewport: { width: 900, height: 500 } },
  });
  const first = await connectPage(connectUrl);
  await first.page.goto(PAGE);
  await first.page.evaluate(() => Object.assign(window, { kept: "state" }));
  await first.browser.close();

  const second = await puppeteer.connect({ browserWSEndpoint: connectUrl, defaultViewport: null });
  const [page] = await second.pages();
  expect(await page?.title()).toBe("Left open");
  expect(await page?.evaluate("kept")).toBe("state");
  await second.disconnect();

  const third = await connectPage(connectUrl);
  expect(await third.page.evaluate("[kept, innerWidth, innerHeight]")).toEqual(["state", 900, 500]);
  await third.browser.close();
  expect(await statusOf(engine, id)).toBe("RUNNING");
});

test("two clients share a session, which completes when the last of them leaves", async ({ engine }) => {
  const { id, connectUrl } = await engine.browserbase.sessions.create();
  const first = await connectPage(connectUrl);
  const second = await connectPage(connectUrl);
  await first.page.goto(PAGE);
  await expect.poll(() => second.page.title()).toBe("Left open");
  await first.browser.close();
  expect(await second.page.title()).toBe("Left open");
  expect(await statusOf(engine, id)).toBe("RUNNING");
  await second.browser.close();
  await expect.poll(() => statusOf(engine, id)).toBe("COMPLETED");
});

test("a client that breaks off without a goodbye has left too", async ({ engine }) => {
  const { id, connectUrl } = await engine.browserbase.sessions.create();
  const client = new WebSocket(connectUrl);
  await new Promise((resolve) => client.once("open", resolve));
  client.terminate();
  await expect.poll(() => statusOf(engine, id)).toBe("COMPLETED");
});

test("Browser.close completes a session, keepAlive or not", async ({ engine }) => {
  const { id, connectUrl } = await engine.browserbase.sessions.create({ keepAlive: true });
  const browser = await puppeteer.connect({ browserWSEndpoint: connectUrl });
  await browser.close();
  await expect.poll(() => statusOf(engine, id)).toBe("COMPLETED");
});

test("a Chromium that is killed makes its session an error, and disconnects its clients", async ({ engine }) => {
  const { id, connectUrl } = await engine.browserbase.sessions.create();
  const { browser } = await connectPage(connectUrl);
  for (const pid of processesOf(`${engine.dataDir}/profiles/${id}`)) process.kill(pid, "SIGKILL");
  await expect.poll(() => statusOf(engine, id)).toBe("ERROR");
  await expect.poll(() => browser.isConnected()).toBe(false);
});

test("so does a Chromium that crashes, and nothing of it is left", async ({ engine }) => {
  const { id, connectUrl } = await engine.browserbase.sessions.create({ keepAlive: true });
  const { browser } = await connectPage(connectUrl);
  const cdp = await browser.newBrowserCDPSession();
  await cdp.send("Browser.crash").catch(() => undefined);
  await expect.poll(() => statusOf(engine, id)).toBe("ERROR");
  expect(processesOf(engine.dataDir)).toEqual([]);
});

test("release disconnects the clients, and a later one is told that the session ended", async ({ engine }) => {
  const { id, connectUrl } = await engine.browserbase.sessions.create({ keepAlive: true });
  const { browser } = await connectPage(connectUrl);
  await engine.browserbase.sessions.update(id, { status: "REQUEST_RELEASE" });
  await expect.poll(() => browser.isConnected()).toBe(false);
  await expect.poll(() => statusOf(engine, id)).toBe("COMPLETED");
  await expect(chromium.connectOverCDP(connectUrl)).rejects.toThrow(
    `Session ${id} ended (COMPLETED) and takes no more connections.`,
  );
});

test("bytes pass unchanged, large and small, both ways", async ({ engine }) => {
  const { connectUrl } = await engine.browserbase.sessions.create();
  const { browser, page } = await connectPage(connectUrl);
  for (const length of [1, 125, 126, 65_535, 65_536, 1_000_000]) {
    const text = "ä".repeat(length);
    expect(await page.evaluate((echoed) => echoed, text)).toBe(text);
  }
  await browser.close();
});

test("who may not connect is told why", async ({ engine }) => {
  const { connectUrl } = await engine.browserbase.sessions.create();
  const answer = (url: string, headers: Record<string, string> = {}) =>
    new Promise<number | undefined>((resolve) => {
      const client = new WebSocket(url, { headers });
      client.once("open", () => resolve(101));
      client.once("unexpected-response", (_request, response) => resolve(response.statusCode));
      client.on("error", () => resolve(undefined));
    });
  const origin = engine.url.replace("http:", "ws:");
  expect(await answer(`${origin}/connect?signingKey=wrong`)).toBe(401);
  expect(await answer(`${origin}/connect`)).toBe(401);
  expect(await answer(`${connectUrl}x`)).toBe(401);
  expect(await answer(connectUrl.replace("/connect", "/devtools"))).toBe(404);
  expect(await answer(connectUrl, { origin: "https://example.com" })).toBe(403);
  expect(await answer(connectUrl, { host: "example.com" })).toBe(403);
  expect(await answer(connectUrl)).toBe(101);
});

test("what the SDK's `debug` lists is what the browser has open", async ({ engine }) => {
  const { id, connectUrl } = await engine.browserbase.sessions.create({ keepAlive: true });
  const { browser, page } = await connectPage(connectUrl);
  await page.goto(PAGE);
  const live = await engine.browserbase.sessions.debug(id);
  expect(live.pages).toEqual([expect.objectContaining({ url: encodeURI(PAGE), title: "Left open" })]);
  const viewer = await connectPage(live.wsUrl);
  expect(viewer.page.url()).toBe(PAGE);
  await Promise.all([viewer.browser.close(), browser.close()]);
  expect((await fetch(live.debuggerUrl)).status).toBe(200);
});

test("a wrong API key is told so by the SDK", async ({ engine }) => {
  const stranger = new Browserbase({ apiKey: "wrong", baseURL: engine.url, maxRetries: 0 });
  await expect(stranger.sessions.list()).rejects.toThrow(Browserbase.AuthenticationError);
});
