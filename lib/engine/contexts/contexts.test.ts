import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import Browserbase from "@browserbasehq/sdk";
import { expect } from "@playwright/test";
import puppeteer from "puppeteer-core";
import { connectPage } from "../testing/connect-page";
import { test as base, type TestEngine } from "../testing/engine-test";
import { startWebSite } from "../testing/web-site";

type Site = { url: string };

/** A site that sets a cookie to keep, and one for as long as the browser runs. */
const test = base.extend<{ site: Site }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures that are used from this pattern.
  site: async ({}, use) => {
    const site = await startWebSite((request, response) => {
      if (request.url === "/sign-in") response.setHeader("set-cookie", ["kept=yes; Max-Age=3600", "session=yes"]);
      response.setHeader("content-type", "text/html").end("<title>Site</title>");
    });
    await use(site);
    site.close();
  },
});

const READ_ALL = `(async () => {
  const databases = await indexedDB.databases();
  return [document.cookie.split("; ").sort().join(), localStorage.note, databases.map(({ name }) => name).join()];
})()`;

const WRITE_ALL = `new Promise((resolve, reject) => {
  localStorage.note = "written";
  const opening = indexedDB.open("drafts", 1);
  opening.onsuccess = () => resolve(opening.result.close());
  opening.onerror = reject;
})`;

const ALL = ["kept=yes,session=yes", "written", "drafts"];
const NOTHING = ["", undefined, ""];

async function ended({ browserbase }: TestEngine, id: string) {
  await expect.poll(async () => (await browserbase.sessions.retrieve(id)).status).toBe("COMPLETED");
}

const withContext = (id: string, persist?: boolean) => ({ browserSettings: { context: { id, persist } } });

/** Signs in and writes storage in a session of the context, and ends it. */
async function writeIn(engine: TestEngine, { url }: Site, contextId: string, persist?: boolean) {
  const session = await engine.browserbase.sessions.create(withContext(contextId, persist));
  expect(session.contextId).toBe(contextId);
  const { browser, page } = await connectPage(session.connectUrl);
  await page.goto(`${url}/sign-in`);
  await page.evaluate(WRITE_ALL);
  expect(await page.evaluate(READ_ALL)).toEqual(ALL);
  await browser.close();
  await ended(engine, session.id);
}

async function readIn(engine: TestEngine, { url }: Site, contextId: string) {
  const session = await engine.browserbase.sessions.create(withContext(contextId));
  const { browser, page } = await connectPage(session.connectUrl);
  await page.goto(url);
  const read = await page.evaluate(READ_ALL);
  await browser.close();
  await ended(engine, session.id);
  return read;
}

test("with persist, cookies and storage are there in the next session of the context, and in no other", async ({
  engine,
  site,
}) => {
  const { contexts } = engine.browserbase;
  const [context, other] = [await contexts.create(), await contexts.create()];
  const before = await contexts.retrieve(context.id);
  await writeIn(engine, site, context.id, true);
  expect(await readIn(engine, site, context.id)).toEqual(ALL);
  expect(await readIn(engine, site, context.id)).toEqual(ALL);
  expect(await readIn(engine, site, other.id)).toEqual(NOTHING);
  const after = await contexts.retrieve(context.id);
  expect(Date.parse(after.updatedAt)).toBeGreaterThan(Date.parse(before.updatedAt));
});

test("without persist, a session leaves its context untouched", async ({ engine, site }) => {
  const { id } = await engine.browserbase.contexts.create();
  await writeIn(engine, site, id);
  await writeIn(engine, site, id, false);
  expect(await readIn(engine, site, id)).toEqual(NOTHING);
});

test("of two sessions at once on one context, each has its own, and the later to end is kept", async ({
  engine,
  site,
}) => {
  const { browserbase } = engine;
  const context = await browserbase.contexts.create();
  const sessions = await Promise.all([1, 2].map(() => browserbase.sessions.create(withContext(context.id, true))));
  const clients = await Promise.all(sessions.map(({ connectUrl }) => connectPage(connectUrl)));
  for (const [index, { page }] of clients.entries()) {
    await page.goto(site.url);
    await page.evaluate((text) => localStorage.setItem("note", text), `of ${index}`);
  }
  for (const [index, { browser }] of [...clients.entries()].reverse()) {
    await browser.close();
    await ended(engine, sessions[index]?.id ?? "");
  }
  expect(await readIn(engine, site, context.id)).toEqual(["", "of 0", ""]);
  expect(readdirSync(join(engine.dataDir, "contexts", context.id))).toHaveLength(2);
});

test("a client that closes the browser itself loses nothing, and a browser that crashes changes nothing", async ({
  engine,
  site,
}) => {
  const { browserbase } = engine;
  const context = await browserbase.contexts.create();
  const session = await browserbase.sessions.create(withContext(context.id, true));
  const browser = await puppeteer.connect({ browserWSEndpoint: session.connectUrl });
  const [page] = await browser.pages();
  await page?.goto(`${site.url}/sign-in`);
  await page?.evaluate(WRITE_ALL);
  await browser.close();
  await ended(engine, session.id);
  expect(await readIn(engine, site, context.id)).toEqual(["kept=yes", "written", "drafts"]);

  const crashed = await browserbase.sessions.create(withContext(context.id, true));
  const client = await connectPage(crashed.connectUrl);
  await client.page.goto(site.url);
  await client.page.evaluate("localStorage.clear()");
  const cdp = await client.browser.newBrowserCDPSession();
  await cdp.send("Browser.crash").catch(() => undefined);
  await expect.poll(async () => (await browserbase.sessions.retrieve(crashed.id)).status).toBe("ERROR");
  expect(await readIn(engine, site, context.id)).toEqual(["kept=yes", "written", "drafts"]);
});

test("a release while the browser closes, because its client asked it to, loses nothing", async ({ engine, site }) => {
  const { browserbase } = engine;
  const context = await browserbase.contexts.create();
  const session = await browserbase.sessions.create(withContext(context.id, true));
  const browser = await puppeteer.connect({ browserWSEndpoint: session.connectUrl });
  const [page] = await browser.pages();
  await page?.goto(`${site.url}/sign-in`);
  await page?.evaluate(WRITE_ALL);
  await browser.close();
  await browserbase.sessions.update(session.id, { status: "REQUEST_RELEASE" });
  await ended(engine, session.id);
  expect(await readIn(engine, site, context.id)).toEqual([expect.stringContaining("kept=yes"), "written", "drafts"]);
});

test("a name is trimmed, shown, and free again when its context is deleted", async ({ engine }) => {
  const { contexts } = engine.browserbase;
  const { id } = await contexts.create({ name: "  Shop account " });
  expect(await contexts.retrieve(id)).toMatchObject({ id, name: "Shop account" });
  await expect(contexts.create({ name: "shop ACCOUNT" })).rejects.toThrow(Browserbase.ConflictError);
  await contexts.delete(id);
  expect(await contexts.create({ name: "shop account" })).toMatchObject({ cipherAlgorithm: "AES-256-CBC" });
  await expect(contexts.create({ name: " " })).rejects.toThrow(Browserbase.BadRequestError);
  await expect(contexts.create({ name: "x".repeat(129) })).rejects.toThrow(Browserbase.BadRequestError);
  await expect(contexts.create({ projectId: "another" })).rejects.toThrow(Browserbase.BadRequestError);
});

test("a context that is deleted is gone from disk, also when a session of it ends later", async ({ engine }) => {
  const { browserbase, dataDir } = engine;
  const { id } = await browserbase.contexts.create();
  const session = await browserbase.sessions.create(withContext(id, true));
  await browserbase.contexts.delete(id);
  await browserbase.sessions.update(session.id, { status: "REQUEST_RELEASE" });
  await ended(engine, session.id);
  expect(existsSync(join(dataDir, "contexts", id))).toBe(false);
  for (const call of [
    () => browserbase.contexts.retrieve(id),
    () => browserbase.contexts.update(id),
    () => browserbase.contexts.delete(id),
    () => browserbase.sessions.create(withContext(id)),
  ]) {
    await expect(call()).rejects.toThrow(`404 Context ${id} not found.`);
  }
});
