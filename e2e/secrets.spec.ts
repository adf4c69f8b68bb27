import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "./fixtures";
import { ADMIN } from "./keepwatch-process";
import { addPerson } from "./people";

test("no key, connect URL or signing key reaches a page or a log unasked", async ({
  page,
  sessionsPage,
  createSession,
  keepwatch,
}) => {
  const { id, connectUrl, signingKey } = await createSession({ keepAlive: true });
  const bodies: string[] = [];
  page.on("response", async (response) => {
    bodies.push(await response.text().catch(() => ""));
  });
  await sessionsPage.open();
  await expect(sessionsPage.row(id)).toBeVisible();
  await page.goto("/settings");
  await sessionsPage.open();
  await sessionsPage.release(id);
  await expect(sessionsPage.row(id)).toContainText("COMPLETED");
  bodies.push(await page.content(), await (await page.request.get("/api/health")).text());

  const logs = ["web.log", "engine.log"].map((file) => readFileSync(join(keepwatch.dataFolder, file), "utf8"));
  const everything = [...bodies, ...logs, keepwatch.output()].join("\n");
  for (const secret of [keepwatch.engineApiKey(), connectUrl, signingKey, "signingKey="]) {
    expect(everything.includes(secret)).toBe(false);
  }
});

test("a connect URL is in the answer to whoever asked for it, and nowhere else", async ({
  page,
  sessionsPage,
  createSession,
  keepwatch,
}) => {
  const { id } = await createSession({ keepAlive: true });
  const bodies: { url: string; text: string }[] = [];
  page.on("response", async (response) => {
    bodies.push({ url: response.url(), text: await response.text().catch(() => "") });
  });
  await sessionsPage.open();
  await page.getByRole("button", { name: `Connect to ${id.slice(0, 8)}` }).click();
  const answered = page.waitForResponse((response) => response.url().endsWith("/connect-url"));
  await page.getByRole("button", { name: "Reveal connect URL" }).click();
  const { connectUrl }: { connectUrl: string } = await (await answered).json();
  expect(connectUrl).toMatch(/^wss?:/);
  await page.goto(`/audit?session=${id}`);
  await expect(page.getByText("Reveal a connect URL").filter({ visible: true })).toHaveCount(1);
  await page.goto("/");

  const logs = ["web.log", "engine.log"].map((file) => readFileSync(join(keepwatch.dataFolder, file), "utf8"));
  const secret = new URL(connectUrl).searchParams.get("signingKey") ?? connectUrl;
  expect([...logs, keepwatch.output()].filter((text) => text.includes(secret))).toEqual([]);
  const holders = bodies.filter(({ text }) => text.includes(secret)).map(({ url }) => new URL(url).pathname);
  expect(holders).toEqual([`/api/sessions/${id}/connect-url`]);
});

test("passwords and the secrets of sign-ins and links reach no log", async ({
  keepwatch,
  adminCookies,
  playwright,
}) => {
  const person = await addPerson(keepwatch.url, adminCookies, "viewer");
  const context = await playwright.request.newContext({ baseURL: keepwatch.url });
  const wrong = { email: person.email, password: "a wrong guess for this test" };
  expect((await context.post("/api/account/sign-in", { data: wrong })).status()).toBe(401);
  await context.dispose();
  const tokens = [...adminCookies, ...person.cookies].map(({ value }) => decodeURIComponent(value));
  const log = readFileSync(join(keepwatch.dataFolder, "web.log"), "utf8") + keepwatch.output();
  for (const secret of [ADMIN.password, person.password, wrong.password, ...tokens]) {
    expect(log.includes(secret)).toBe(false);
  }
});

test("pages and routes answer to this machine's names only", async ({ page }) => {
  for (const path of ["/", "/settings", "/api/sessions", "/api/health"]) {
    const response = await page.request.get(path, { headers: { host: "keepwatch.example" } });
    expect(response.status(), path).toBe(403);
  }
});

test("a foreign web page can change nothing", async ({ page, browserbase, createSession }) => {
  const { id } = await createSession({ keepAlive: true });
  const data = JSON.stringify({ sessionIds: [id], notMine: 1 });
  const attempts: Record<string, string>[] = [
    { origin: "https://evil.example", "content-type": "application/json" },
    { origin: "null", "content-type": "application/json" },
    { "content-type": "text/plain" },
    { "sec-fetch-site": "cross-site", "content-type": "application/json" },
  ];
  for (const headers of attempts) {
    const response = await page.request.post("/api/releases", { headers, data });
    expect(response.status(), JSON.stringify(headers)).toBeGreaterThanOrEqual(400);
    expect(response.status(), JSON.stringify(headers)).toBeLessThan(500);
  }
  expect((await browserbase.sessions.retrieve(id)).status).toBe("RUNNING");
});
