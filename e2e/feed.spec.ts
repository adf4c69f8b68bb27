import { openFeed } from "./feed-stream";
import { expect, test } from "./fixtures";
import { ADMIN } from "./keepwatch-process";
import { addPerson } from "./people";
import { releaseNow } from "./release-sessions";

test("a viewer is sent the picture and then what changes, compressed", async ({
  keepwatch,
  adminCookies,
  createSession,
}) => {
  const feed = await openFeed(keepwatch.url, adminCookies);
  expect(feed.headers.get("content-type")).toMatch(/^text\/event-stream/);
  expect(feed.headers.get("content-encoding")).toBe("gzip");
  expect(feed.headers.get("cache-control")).toContain("no-transform");
  expect(feed.headers.get("x-accel-buffering")).toBe("no");
  await expect.poll(() => feed.events[0]?.event).toBe("snapshot");
  const { id } = await createSession();
  const statusOf = () => feed.picture()?.sessions.find((session) => session.id === id)?.status;
  await expect.poll(statusOf, { timeout: 10_000 }).toBe("RUNNING");
  expect(feed.events.filter(({ event }) => event === "snapshot")).toHaveLength(1);
  feed.cut();
});

test("a release by one person is seen by another at once, and its end after that", async ({
  keepwatch,
  adminCookies,
  createSession,
  request,
}) => {
  const { id } = await createSession({ keepAlive: true });
  const feed = await openFeed(keepwatch.url, adminCookies);
  const session = () => feed.picture()?.sessions.find((one) => one.id === id);
  await expect.poll(() => session()?.status, { timeout: 10_000 }).toBe("RUNNING");
  await releaseNow(request, [id]);
  await expect.poll(() => session()?.release?.by.name, { timeout: 10_000 }).toBe(ADMIN.email);
  await expect.poll(() => session()?.status, { timeout: 10_000 }).toBe("COMPLETED");
  feed.cut();
});

test("a line that is cut is taken up where it was, without the whole picture", async ({
  keepwatch,
  adminCookies,
  createSession,
}) => {
  const before = await openFeed(keepwatch.url, adminCookies);
  await expect.poll(before.picture).toBeTruthy();
  before.cut();
  const lastId = before.events.at(-1)?.id ?? "";
  const { id } = await createSession();
  const after = await openFeed(keepwatch.url, adminCookies, {
    headers: { "last-event-id": lastId },
    picture: before.picture(),
  });
  await expect
    .poll(() => after.picture()?.sessions.filter((session) => session.id === id).length, { timeout: 10_000 })
    .toBe(1);
  expect(after.events.filter(({ event }) => event === "snapshot")).toEqual([]);
  after.cut();
});

test("an id of another server or of no sense is answered with the whole picture", async ({
  keepwatch,
  adminCookies,
}) => {
  for (const lastId of ["other.1", "nonsense"]) {
    const feed = await openFeed(keepwatch.url, adminCookies, { headers: { "last-event-id": lastId } });
    await expect.poll(() => feed.events[0]?.event).toBe("snapshot");
    feed.cut();
  }
});

test("a stream ends within seconds when its person is deactivated, or signs out", async ({
  keepwatch,
  adminCookies,
  playwright,
  request,
}) => {
  const left = await addPerson(keepwatch.url, adminCookies, "viewer");
  const removed = await addPerson(keepwatch.url, adminCookies, "viewer");
  const [leftFeed, removedFeed] = await Promise.all(
    [left, removed].map(({ cookies }) => openFeed(keepwatch.url, cookies)),
  );
  const storageState = { cookies: left.cookies, origins: [] };
  const own = await playwright.request.newContext({ baseURL: keepwatch.url, storageState });
  await own.post("/api/account/sign-out", { data: {} });
  await own.dispose();
  const { people } = await (await request.get("/api/people")).json();
  const { id } = people.find(({ email }: { email: string }) => email === removed.email);
  expect((await request.post(`/api/people/${id}/deactivate`, { data: {} })).ok()).toBe(true);
  await expect.poll(() => leftFeed?.hasEnded(), { timeout: 5_000 }).toBe(true);
  await expect.poll(() => removedFeed?.hasEnded(), { timeout: 5_000 }).toBe(true);
  expect((await openFeed(keepwatch.url, removed.cookies)).status).toBe(401);
});

test("one person can have twenty streams, and is told so at the next", async ({ keepwatch, adminCookies }) => {
  const { cookies } = await addPerson(keepwatch.url, adminCookies, "viewer");
  const feeds = await Promise.all(Array.from({ length: 20 }, () => openFeed(keepwatch.url, cookies)));
  expect(feeds.map(({ status }) => status)).toEqual(feeds.map(() => 200));
  expect((await openFeed(keepwatch.url, cookies)).status).toBe(429);
  feeds[0]?.cut();
  await expect.poll(async () => (await openFeed(keepwatch.url, cookies)).status).toBe(200);
  for (const feed of feeds) feed.cut();
});

test("asking for the headers alone opens no stream", async ({ keepwatch, adminCookies, playwright }) => {
  const { cookies } = await addPerson(keepwatch.url, adminCookies, "viewer");
  const storageState = { cookies, origins: [] };
  const context = await playwright.request.newContext({ baseURL: keepwatch.url, storageState });
  for (let asked = 0; asked < 21; asked += 1) expect((await context.head("/api/feed")).status()).toBe(200);
  await context.dispose();
});

test("a browser reads the compressed stream by itself", async ({ page, createSession }) => {
  await page.goto("/account");
  const events = await page.evaluateHandle(() => {
    const seen: string[] = [];
    const source = new EventSource("/api/feed");
    for (const name of ["snapshot", "delta", "heartbeat"]) {
      source.addEventListener(name, ({ type, data }) => seen.push(`${type} ${data}`));
    }
    return seen;
  });
  await expect.poll(() => events.evaluate((seen) => seen.join())).toContain("snapshot");
  const { id } = await createSession();
  await expect
    .poll(() => events.evaluate((seen) => seen.filter((one) => one.startsWith("delta")).join()), { timeout: 10_000 })
    .toContain(id);
});
