import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContext, Page, Request } from "@playwright/test";
import { test as base, expect, SessionsPage } from "./fixtures";
import { freePort } from "./free-port";
import { startKeepwatch } from "./keepwatch-process";
import { addPerson } from "./people";
import { signIn } from "./sign-in";
import { startViewerLine, type ViewerLine } from "./viewer-line";

type Watched = { feeds: number; polls: number; errors: string[] };

/** The viewer reaches the console over a line of their own, and what their pages ask for and stumble over is noted. */
const test = base.extend<{ line: ViewerLine; watched: Watched }>({
  line: async ({ keepwatch }, use) => {
    const line = await startViewerLine(keepwatch.url);
    await use(line);
    line.stop();
  },
  baseURL: async ({ line }, use) => use(line.url),
  watched: [
    async ({ context }, use) => {
      const watched = watch(context);
      await use(watched);
      expect(watched.errors).toEqual([]);
    },
    { auto: true },
  ],
});

test("what the SDK changes shows without the page asking for it", async ({
  sessionsPage,
  createSession,
  browserbase,
  watched,
}) => {
  await sessionsPage.open();
  await expect.poll(() => watched.feeds).toBe(1);
  const { id } = await createSession({ keepAlive: true });
  await expect(sessionsPage.row(id)).toBeVisible();
  await browserbase.sessions.update(id, { status: "REQUEST_RELEASE" });
  await expect(sessionsPage.row(id)).toContainText("COMPLETED");
  await expect(sessionsPage.row(id)).toHaveCount(1);
  expect(watched).toMatchObject({ feeds: 1, polls: 0 });
});

test("what a person does shows at once and for good", async ({ page, sessionsPage, createSession, watched }) => {
  const { id } = await createSession({ keepAlive: true });
  await sessionsPage.open();
  await expect.poll(() => watched.feeds).toBe(1);
  const texts = await followRow(page, id);
  await sessionsPage.release(id);
  await expect(sessionsPage.row(id)).toContainText("COMPLETED");
  const states = (await texts())
    .map((text) => ["COMPLETED", "Releasing", "RUNNING"].find((state) => text.includes(state)))
    .filter((state, at, all) => state !== all[at - 1]);
  expect(states.slice(states.indexOf("Releasing"))).toEqual(["Releasing", "COMPLETED"]);
  expect(watched.polls).toBe(0);
});

test("two tabs share one stream, and the second takes over when the first closes", async ({
  context,
  page,
  sessionsPage,
  createSession,
  watched,
  line,
}) => {
  await sessionsPage.open();
  await expect.poll(() => watched.feeds).toBe(1);
  const second = new SessionsPage(await context.newPage());
  await second.open();
  const before = await createSession();
  for (const tab of [sessionsPage, second]) await expect(tab.row(before.id)).toBeVisible();
  expect(watched).toMatchObject({ feeds: 1, polls: 0 });

  await page.close();
  const after = await createSession();
  await expect(second.row(after.id)).toBeVisible();
  await expect(second.row(before.id)).toHaveCount(1);
  expect(watched).toMatchObject({ feeds: 2, polls: 0 });
  // It goes on from where the first one stopped.
  expect(line.feeds.at(-1)?.lastEventId).toBeTruthy();
});

test("a leader that freezes hands over", async ({ context, page, sessionsPage, createSession, watched }) => {
  await sessionsPage.open();
  await expect.poll(() => watched.feeds).toBe(1);
  const second = new SessionsPage(await context.newPage());
  await second.open();
  await expect(second.page.getByRole("banner")).toContainText("Live");
  // Nothing runs in it any more, and nobody tells it so.
  const devtools = await context.newCDPSession(page);
  await devtools.send("Debugger.enable");
  await devtools.send("Debugger.pause");
  await expect.poll(() => watched.feeds, { timeout: 30_000 }).toBe(2);
  const { id } = await createSession();
  await expect(second.row(id)).toBeVisible();
  await devtools.send("Debugger.resume");
  await expect(sessionsPage.row(id)).toBeVisible();
  expect(watched.polls).toBe(0);
});

test("a tab that nobody looks at costs nothing, and is right again when it is shown", async ({
  page,
  sessionsPage,
  createSession,
  line,
  watched,
}) => {
  const { id: counting } = await createSession({ keepAlive: true });
  await page.addInitScript(() => {
    let state: DocumentVisibilityState = "visible";
    Object.defineProperty(document, "visibilityState", { get: () => state });
    window.addEventListener("test:visibility", (event) => {
      state = event instanceof CustomEvent && event.detail === "hidden" ? "hidden" : "visible";
      document.dispatchEvent(new Event("visibilitychange"));
    });
  });
  const show = (state: "hidden" | "visible") =>
    page.evaluate((detail) => window.dispatchEvent(new CustomEvent("test:visibility", { detail })), state);
  await sessionsPage.open();
  await expect(sessionsPage.timer(counting)).toBeVisible();
  await expect.poll(() => line.feeds.map(({ isOpen }) => isOpen)).toEqual([true]);
  await show("hidden");
  await expect.poll(() => line.feeds.map(({ isOpen }) => isOpen), { timeout: 30_000 }).toEqual([false]);
  const changes = await countChanges(page);
  const { id } = await createSession();
  // Two ticks, in which nothing may be drawn.
  await page.waitForTimeout(2_500);
  expect(await changes()).toBe(0);
  await show("visible");
  await expect(sessionsPage.row(id)).toBeVisible();
  expect(watched).toMatchObject({ feeds: 2, polls: 0 });
  expect(line.feeds.at(-1)?.lastEventId).toBeTruthy();
});

test("while the server cannot be reached the page says how old it is, and is right as soon as it can", async ({
  page,
  sessionsPage,
  createSession,
  line,
}) => {
  const { id } = await createSession({ api_timeout: 900 });
  await sessionsPage.open();
  await expect(sessionsPage.row(id)).toBeVisible();
  line.goDown();
  await expect(page.getByRole("banner")).toContainText("Stale");
  await expect(page.getByRole("status").filter({ hasText: "Not updated since" })).toContainText("does not answer", {
    timeout: 15_000,
  });
  await expect(sessionsPage.row(id)).toBeVisible();
  const meanwhile = await createSession();
  const reconnected = untilReconnected(page);
  line.comeUp();
  await reconnected;
  await expectRight(sessionsPage, meanwhile.id, line);
  await expect(page.getByRole("status").filter({ hasText: "Not updated since" })).toHaveCount(0);
});

test("a network that swallows what is asked for is no proxy that hoards: the page is right as soon as it is back", async ({
  page,
  sessionsPage,
  createSession,
  line,
}) => {
  test.slow();
  await sessionsPage.open();
  await expect.poll(() => line.feeds).toMatchObject([{ hasBegun: true }]);
  line.goSilent();
  await expect(page.getByRole("status").filter({ hasText: "Not updated since" })).toContainText("does not answer", {
    timeout: 30_000,
  });
  const meanwhile = await createSession();
  const reconnected = untilReconnected(page);
  line.comeUp();
  await reconnected;
  await expectRight(sessionsPage, meanwhile.id, line);
});

test("a part of the page that is first wanted while the server cannot be reached comes when it can", async ({
  page,
  sessionsPage,
  line,
  watched,
}) => {
  await sessionsPage.open();
  await expect.poll(() => watched.feeds).toBe(1);
  line.goDown();
  await page.keyboard.press("?");
  await expect(page.getByRole("banner")).toContainText("Stale");
  await expect(page.getByText("Not updated since")).toBeVisible({ timeout: 15_000 });
  await expect(page.getByRole("region", { name: "Summary" })).toBeVisible();
  line.comeUp();
  await expect(page.getByRole("dialog", { name: "Keyboard" })).toBeVisible({ timeout: 20_000 });
  await page.keyboard.press("Escape");
  await expect(page.getByRole("banner")).toContainText("Live");
});

test("a browser that goes offline says so, and is right when it is back", async ({
  context,
  page,
  sessionsPage,
  createSession,
  line,
}) => {
  await sessionsPage.open();
  await expect(page.getByRole("banner")).toContainText("Live");
  await context.setOffline(true);
  await expect(page.getByRole("banner")).toContainText("Stale", { timeout: 15_000 });
  const { id } = await createSession();
  const reconnected = untilReconnected(page);
  await context.setOffline(false);
  await reconnected;
  await expectRight(sessionsPage, id, line);
});

test("a stream that is cut in the middle of an event goes on from the one before", async ({
  sessionsPage,
  createSession,
  line,
  watched,
}) => {
  await sessionsPage.open();
  await expect.poll(() => line.feeds).toMatchObject([{ hasBegun: true }]);
  line.cutNextDelta();
  const { id } = await createSession();
  await expect(sessionsPage.row(id)).toBeVisible({ timeout: 10_000 });
  await expect(sessionsPage.row(id)).toHaveCount(1);
  expect(line.feeds).toMatchObject([{ isOpen: false }, { isOpen: true, lastEventId: expect.any(String) }]);
  expect(watched.polls).toBe(0);
});

test("behind a proxy that holds streams back, the page asks now and then", async ({
  page,
  sessionsPage,
  createSession,
  browserbase,
  line,
  watched,
}) => {
  line.hoardFeeds(true);
  await sessionsPage.open();
  await expect.poll(() => watched.polls, { timeout: 20_000 }).toBeGreaterThan(0);
  const { id } = await createSession({ keepAlive: true });
  await expect(sessionsPage.row(id)).toBeVisible({ timeout: 10_000 });
  await expect(page.getByRole("banner")).toContainText("Live");
  await browserbase.sessions.update(id, { status: "REQUEST_RELEASE" });
  await expect(sessionsPage.row(id)).toContainText("COMPLETED", { timeout: 10_000 });
  expect(watched.feeds).toBe(1);
});

test("where the feed does not come through, one of two tabs asks, and both show what it is answered", async ({
  context,
  page,
  sessionsPage,
  createSession,
  line,
}) => {
  line.hoardFeeds(true);
  const second = new SessionsPage(await context.newPage());
  const asked = [countAsking(page), countAsking(second.page)];
  await sessionsPage.open();
  await second.open();
  await expect.poll(() => asked[0]?.() ?? 0, { timeout: 30_000 }).toBeGreaterThan(0);
  const { id } = await createSession();
  for (const tab of [sessionsPage, second]) await expect(tab.row(id)).toBeVisible({ timeout: 10_000 });
  expect(asked[1]?.()).toBe(0);
});

test("a countdown is right two seconds away from the server", async ({ sessionsPage, createSession, line }) => {
  test.slow();
  const session = await createSession({ api_timeout: 600 });
  line.setLatency(2000);
  await sessionsPage.open();
  await expect.poll(() => line.feeds.length, { timeout: 30_000 }).toBe(1);
  const later = await createSession();
  await expect(sessionsPage.row(later.id)).toBeVisible({ timeout: 20_000 });
  await expect.poll(() => wrongBy(sessionsPage, session)).toBeLessThanOrEqual(1.5);
});

test("a machine that slept for ten minutes counts right before it is told anything, and says how old its picture is", async ({
  page,
  sessionsPage,
  createSession,
  line,
}) => {
  // As in Chromium on Linux and macOS, for which `performance.now()` stands still in sleep.
  await page.addInitScript(() => {
    const wallNow = Date.now;
    let sleptMs = 0;
    Date.now = () => wallNow() + sleptMs;
    window.addEventListener("test:slept", () => {
      sleptMs += 600_000;
    });
  });
  const session = await createSession({ keepAlive: true, api_timeout: 900 });
  await sessionsPage.open();
  await expect(sessionsPage.row(session.id)).toBeVisible();
  await expect.poll(() => line.feeds).toMatchObject([{ hasBegun: true }]);
  // What tells the time anew is six seconds away.
  line.setLatency(3000);
  await page.evaluate(() => window.dispatchEvent(new Event("test:slept")));
  const leftMs = Date.parse(session.expiresAt) - Date.now() - 600_000;
  await expect(page.getByRole("banner")).toContainText("Stale · 10 min", { timeout: 3000 });
  expect(Math.abs((await sessionsPage.secondsLeft(session.id)) - leftMs / 1000)).toBeLessThan(5);
  // Here, the rest of the world has not gone on by ten minutes.
  await expect.poll(() => wrongBy(sessionsPage, session), { timeout: 20_000 }).toBeLessThanOrEqual(1.5);
  await expect(page.getByRole("banner")).toContainText("Live");
  expect(line.feeds).toMatchObject([{ isOpen: false }, { hasBegun: true, isOpen: true }]);
});

for (const isTouched of [false, true]) {
  test.describe(isTouched ? "on a phone" : "in a narrow window", () => {
    test.use({ viewport: { width: 375, height: 812 }, hasTouch: isTouched, isMobile: isTouched });

    test("how old the picture is can be seen, and the header still fits", async ({ page, sessionsPage, line }) => {
      await sessionsPage.open();
      const age = page.getByRole("button", { name: /^(Live|Paused|Stale) \d+ s$/ });
      const header = page.getByRole("banner");
      const expectSeen = async (word: string) => {
        await expect(age).toHaveAccessibleName(new RegExp(`^${word}`), { timeout: 15_000 });
        await expect(age).toBeInViewport({ ratio: 1 });
        await expect(header.getByRole("button").last()).toBeInViewport({ ratio: 1 });
        expect(await header.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
        expect(await age.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
      };
      await expectSeen("Live");
      await age.click();
      await expectSeen("Paused");
      await age.click();
      line.goDown();
      await expectSeen("Stale");
    });
  });
}

test("a deactivated person's stream ends, and their page leaves for sign-in", async ({
  browser,
  keepwatch,
  adminCookies,
  line,
  request,
}) => {
  const person = await addPerson(keepwatch.url, adminCookies, "viewer");
  const context = await browser.newContext({
    baseURL: line.url,
    storageState: { cookies: person.cookies, origins: [] },
  });
  const watched = watch(context);
  const page = await context.newPage();
  await page.goto("/");
  await expect.poll(() => line.feeds.map(({ isOpen }) => isOpen)).toEqual([true]);
  const { people }: { people: { id: string; email: string }[] } = await (await request.get("/api/people")).json();
  const id = people.find(({ email }) => email === person.email)?.id;
  const answer = await request.post(`/api/people/${id}/deactivate`, { data: {} });
  expect(answer.ok()).toBe(true);
  await expect(page).toHaveURL(/\/sign-in/, { timeout: 15_000 });
  await expect.poll(() => line.feeds.some(({ isOpen }) => isOpen)).toBe(false);
  expect(watched.errors).toEqual([]);
  await context.close();
});

test("a console that is restarted is followed again, and nobody has to reload", async ({
  browser,
  keepwatch,
  createSession,
}) => {
  test.slow();
  const [port, enginePort] = await Promise.all([freePort(), freePort()]);
  const dataFolder = mkdtempSync(join(tmpdir(), "keepwatch-live-"));
  const start = () =>
    startKeepwatch({
      PORT: String(port),
      ENGINE_PORT: String(enginePort),
      KEEPWATCH_DATA_DIR: dataFolder,
      BROWSERBASE_API_KEY: keepwatch.engineApiKey(),
      BROWSERBASE_BASE_URL: keepwatch.engineUrl,
    });
  const first = await start();
  const context = await browser.newContext({
    baseURL: first.url,
    storageState: { cookies: await signIn(first.url), origins: [] },
  });
  const watched = watch(context);
  const console = new SessionsPage(await context.newPage());
  await console.open();
  await expect(console.page.getByRole("banner")).toContainText("Live");
  const exited = once(first.process, "exit");
  first.process.kill("SIGTERM");
  await exited;
  await expect(console.page.getByRole("banner")).toContainText("Stale");
  const { id } = await createSession();
  const second = await start();
  await expect(console.row(id)).toBeVisible({ timeout: 20_000 });
  await expect(console.page.getByRole("banner")).toContainText("Live");
  expect(watched.errors).toEqual([]);
  await context.close();
  await second.stop();
  await first.stop();
  rmSync(dataFolder, { recursive: true, force: true });
});

/** How often a page has asked for the whole picture. */
function countAsking(page: Page): () => number {
  let count = 0;
  page.on("request", (request) => {
    if (isAsking(request)) count += 1;
  });
  return () => count;
}

function isAsking(request: Request): boolean {
  return new URL(request.url()).pathname === "/api/sessions" && request.method() === "GET";
}

/** What the pages of a context ask for, but for their own documents, and what goes wrong in them. */
function watch(context: BrowserContext): Watched {
  const watched: Watched = { feeds: 0, polls: 0, errors: [] };
  context.on("request", (request) => {
    const { pathname } = new URL(request.url());
    if (pathname === "/api/feed") watched.feeds += 1;
    if (isAsking(request)) watched.polls += 1;
  });
  context.on("weberror", (error) => watched.errors.push(String(error.error())));
  return watched;
}

/** The first answer that is the picture, or the beginning of it. */
async function untilReconnected(page: Page): Promise<void> {
  await page.waitForResponse(
    (response) => response.ok() && ["/api/feed", "/api/sessions"].includes(new URL(response.url()).pathname),
    { timeout: 20_000 },
  );
}

/** A second is the promise, and two are for a busy machine. */
async function expectRight(sessionsPage: SessionsPage, id: string, line: ViewerLine): Promise<void> {
  await Promise.all([
    expect(sessionsPage.row(id)).toBeVisible({ timeout: 3000 }),
    expect(sessionsPage.page.getByRole("banner")).toContainText("Live", { timeout: 3000 }),
    expect.poll(() => line.feeds.at(-1), { timeout: 3000 }).toMatchObject({ hasBegun: true, isOpen: true }),
  ]);
}

/** In seconds, by the engine's clock, which is this machine's. */
async function wrongBy(
  sessionsPage: SessionsPage,
  { id, expiresAt }: { id: string; expiresAt: string },
): Promise<number> {
  const left = await sessionsPage.secondsLeft(id);
  return Math.abs(left - (Date.parse(expiresAt) - Date.now()) / 1000);
}

/** Notes every text that the row of a session has from now on. */
async function followRow(page: Page, id: string): Promise<() => Promise<string[]>> {
  const seen = await page.getByRole("row", { name: id }).evaluateHandle((row) => {
    const texts: string[] = [];
    const note = () => texts.push(row.textContent ?? "");
    new MutationObserver(note).observe(row, { subtree: true, childList: true, characterData: true });
    return texts;
  });
  return () => seen.jsonValue();
}

/** Counts what changes in the document from now on. */
async function countChanges(page: Page): Promise<() => Promise<number>> {
  const seen = await page.evaluateHandle(() => {
    const count = { changes: 0 };
    new MutationObserver((records) => {
      count.changes += records.length;
    }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
    return count;
  });
  return async () => (await seen.jsonValue()).changes;
}
