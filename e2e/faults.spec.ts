import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Fault, type FaultyUpstream, startFaultyUpstream } from "./faulty-upstream";
import { expect, expectAccessible, SessionsPage } from "./fixtures";
import { test as base } from "./hosted-console";
import { startKeepwatch } from "./keepwatch-process";
import { signIn } from "./sign-in";
import { startSkewedUpstream } from "./skewed-upstream";

/** A console in Browserbase mode whose upstream is the worker's engine, behind a line that fails on command. */
const test = base.extend<object, { upstream: FaultyUpstream }>({
  upstream: [
    async ({ keepwatch }, use) => {
      const upstream = await startFaultyUpstream(keepwatch.engineUrl);
      await use(upstream);
      upstream.stop();
    },
    { scope: "worker" },
  ],
  hostedEnv: [
    async ({ keepwatch, upstream }, use) =>
      use({ BROWSERBASE_API_KEY: keepwatch.engineApiKey(), BROWSERBASE_BASE_URL: upstream.url }),
    { scope: "worker" },
  ],
});

// Keepwatch asks a failing upstream again after 2, 4, 8, 16 and then every 30 seconds.
test.afterEach(({ upstream }) => upstream.set("none"));

const faults: { title: string; fault: Fault; reason: RegExp }[] = [
  { title: "is unreachable", fault: "cut", reason: /Browserbase/ },
  { title: "hangs", fault: "hang", reason: /Browserbase/ },
  { title: "refuses the key", fault: json(401, "Unauthorized"), reason: /API key.*401|401.*API key/ },
  { title: "says too many requests", fault: json(429, "Too many requests"), reason: /[Tt]oo many requests/ },
  { title: "breaks", fault: json(500, "Oops"), reason: /Browserbase.*500/ },
  { title: "answers with a web page", fault: { status: 200, body: "<html>maintenance</html>" }, reason: /Browserbase/ },
  {
    title: "answers with half a list",
    fault: { status: 200, headers: { "content-type": "application/json" }, body: '[{"id":' },
    reason: /Browserbase/,
  },
];

for (const { title, fault, reason } of faults) {
  test(`when upstream ${title}, the list stays, its age and the reason are told, and it recovers by itself`, async ({
    page,
    sessionsPage,
    createSession,
    upstream,
  }) => {
    const { id } = await createSession({ keepAlive: true });
    await sessionsPage.open();
    await expect(sessionsPage.row(id)).toBeVisible();

    upstream.set(fault);
    const notice = page.getByRole("status").filter({ hasText: "Not updated since" });
    await expect(notice).toContainText(reason, { timeout: 15_000 });
    await expect(page.getByRole("banner")).toContainText("Stale");
    await expect(sessionsPage.row(id)).toBeVisible();
    const before = await sessionsPage.secondsLeft(id);
    await expect.poll(() => sessionsPage.secondsLeft(id)).toBeLessThan(before);
    await expectAccessible(page);

    upstream.set("none");
    await expect(notice).toHaveCount(0, { timeout: 35_000 });
    await expect(page.getByRole("banner")).toContainText("Live");
    await expect(sessionsPage.row(id)).toBeVisible();
  });
}

test("a release goes on by itself when upstream fails for a while", async ({
  sessionsPage,
  createSession,
  upstream,
}) => {
  const { id } = await createSession({ keepAlive: true });
  await sessionsPage.open();
  await sessionsPage.releaseButton(id).click();
  await sessionsPage.question(id).getByRole("button", { name: "Release anyway" }).click();
  await expect(sessionsPage.releaseNowButton(id)).toBeVisible();
  upstream.set(json(500, "Oops"));
  await sessionsPage.releaseNowButton(id).click();
  await expect(sessionsPage.row(id)).toContainText("Browserbase", { timeout: 15_000 });
  upstream.set("none");
  await expect(sessionsPage.row(id)).toContainText("COMPLETED", { timeout: 35_000 });
});

test("a console that starts while upstream is down says so, and is no empty list", async ({ keepwatch, browser }) => {
  const upstream = await startFaultyUpstream(keepwatch.engineUrl);
  upstream.set("cut");
  const console = await startKeepwatch({
    BROWSERBASE_API_KEY: keepwatch.engineApiKey(),
    BROWSERBASE_BASE_URL: upstream.url,
  });
  try {
    const context = await browser.newContext({ storageState: { cookies: await signIn(console.url), origins: [] } });
    const page = await context.newPage();
    await page.goto(console.url);
    await expect(page.getByRole("heading", { name: "The sessions cannot be shown" })).toBeVisible();
    await expectAccessible(page);
    upstream.set("none");
    await expect(page.getByRole("region", { name: "Summary" })).toBeVisible({ timeout: 35_000 });
  } finally {
    await console.stop();
    upstream.stop();
  }
});

test("a countdown is right where upstream's clock is three minutes fast", async ({
  keepwatch,
  browser,
  createSession,
}) => {
  test.slow();
  const upstream = await startSkewedUpstream(keepwatch.engineUrl, 3 * 60_000);
  const console = await startKeepwatch({
    BROWSERBASE_API_KEY: keepwatch.engineApiKey(),
    BROWSERBASE_BASE_URL: upstream.url,
  });
  try {
    const { id, expiresAt } = await createSession({ keepAlive: true, api_timeout: 900 });
    const context = await browser.newContext({ storageState: { cookies: await signIn(console.url), origins: [] } });
    const sessionsPage = new SessionsPage(await context.newPage());
    await sessionsPage.page.goto(console.url);
    const wrongBy = async () =>
      Math.abs((await sessionsPage.secondsLeft(id)) - (Date.parse(expiresAt) - Date.now()) / 1000);
    await expect.poll(wrongBy).toBeLessThanOrEqual(1.5);
    // Nor do the stream's events move it.
    const later = await createSession();
    await expect(sessionsPage.row(later.id)).toBeVisible({ timeout: 15_000 });
    expect(await wrongBy()).toBeLessThanOrEqual(1.5);
    await context.close();
  } finally {
    await console.stop();
    upstream.stop();
  }
});
test("an upstream that repeats the API key in its errors gives it away to nobody", async ({
  page,
  sessionsPage,
  upstream,
  hosted,
  keepwatch,
}) => {
  const key = keepwatch.engineApiKey();
  const bodies: string[] = [];
  page.on("response", async (response) => {
    bodies.push(await response.text().catch(() => ""));
  });
  await sessionsPage.open();
  upstream.set(json(500, `the key ${key} broke us`));
  await expect(page.getByRole("status").filter({ hasText: "Not updated since" })).toBeVisible({ timeout: 15_000 });
  const created = await page.request.post("/api/sessions", { data: {} });
  expect(created.status()).toBeGreaterThanOrEqual(500);
  bodies.push(await created.text(), await page.content(), await (await page.request.get("/api/audit")).text());
  bodies.push(hosted.output(), readFileSync(join(hosted.dataFolder, "web.log"), "utf8"));
  expect(bodies.filter((text) => text.includes(key))).toEqual([]);
});

test("Settings tell that Browserbase's default cannot be written, and warn when the two differ", async ({
  page,
  browserbase,
}) => {
  const [project] = await browserbase.projects.list();
  await page.goto("/settings");
  await expect(page.getByText("has no way to write the project default")).toBeVisible();
  await page.getByRole("button", { name: "3 h" }).click();
  await expect(page.getByText("Saved. New sessions live 3 h.")).toBeVisible();
  await expect(page.getByText("The two defaults differ")).toBeVisible();
  const [after] = await browserbase.projects.list();
  expect(after?.defaultTimeout).toBe(project?.defaultTimeout);

  const created = await page.request.post("/api/sessions", { data: { keepAlive: true } });
  const { session } = await created.json();
  expect(session.expiresAt - session.startedAt).toBe(3 * 3_600_000);
  await browserbase.sessions.update(session.id, { status: "REQUEST_RELEASE" });
});

function json(status: number, message: string): Fault {
  const body = JSON.stringify({ statusCode: status, error: "Error", message });
  return { status, headers: { "content-type": "application/json" }, body };
}
