import { chromium, type Page } from "@playwright/test";
import type { PolicyList } from "@/lib/api/policies";
import type { PolicyRule } from "@/lib/domain/policy";
import { expect, SessionsPage, test } from "./fixtures";
import { addPerson } from "./people";

const RULE: PolicyRule = {
  idleSeconds: 60,
  maximumSeconds: null,
  minAgeSeconds: 0,
  metadata: [],
  owner: null,
  graceSeconds: 30,
  maxAtOnce: 10,
  maxSharePercent: 100,
};

test("an admin sees what a policy would do before it is saved, and it does nothing until it is switched on", async ({
  page,
  createSession,
}) => {
  await createSession({ keepAlive: true, userMetadata: { team: "dry" } });
  await page.goto("/settings/policies");
  await page.getByRole("button", { name: "New policy" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "See what it would do" }).click();
  await expect(dialog.getByText("It must not be empty.")).toBeVisible();
  await dialog.getByRole("textbox", { name: "Name" }).fill("Evenings");
  await dialog.getByRole("textbox", { name: "Only with metadata" }).fill("team");
  await dialog.getByRole("button", { name: "See what it would do" }).click();
  await expect(dialog.getByText('"team" is not a key and a value')).toBeVisible();
  await dialog.getByRole("textbox", { name: "Only with metadata" }).fill("team:dry");
  await dialog.getByRole("textbox", { name: "Idle for", exact: true }).fill("20");
  await dialog.getByRole("button", { name: "See what it would do" }).click();

  await expect(dialog).toContainText(
    "keepAlive sessions with team:dry, at least 10 min old, that have been idle for 20 min.",
  );
  await expect(dialog.getByRole("region", { name: "Impact" })).toContainText("would be warned of now");
  await expect(dialog.getByRole("region", { name: "History" })).toContainText("In the last 7 days");
  await dialog.getByRole("button", { name: "Create it, dry" }).click();
  await expect(dialog).toBeHidden();

  const card = page.getByRole("listitem", { name: "Evenings" });
  await expect(card).toContainText("dry");
  await expect(card).toContainText("Would warn of 0 now");
  await card.getByRole("button", { name: "Switch Evenings on" }).click();
  await dialog.getByRole("button", { name: "Switch it on" }).click();
  await expect(card).toContainText("Releases by itself.");
  await card.getByRole("button", { name: "Run Evenings dry" }).click();
  await expect(card.getByRole("button", { name: "Switch Evenings on" })).toBeVisible();

  await card.getByRole("button", { name: "Edit Evenings" }).click();
  await dialog.getByRole("textbox", { name: "Idle for", exact: true }).fill("30");
  await dialog.getByRole("button", { name: "See what it would do" }).click();
  await dialog.getByRole("button", { name: "Save it, dry" }).click();
  await expect(card).toContainText("idle for 30 min");
  await card.getByRole("button", { name: "Delete Evenings" }).click();
  await dialog.getByRole("button", { name: "Delete it" }).click();
  await expect(page.getByText("There is none.")).toBeVisible();
});

test("what comes before what, and what policies never touch, is written where they are decided", async ({ page }) => {
  await page.goto("/settings/policies");
  const section = page.getByRole("region", { name: "How policies decide" });
  await section.getByRole("heading").click();
  await expect(section.getByRole("listitem").first()).toContainText("Protection.");
  await expect(section).toContainText("What somebody asked for.");
  await expect(section).toContainText("watched: somebody has its live view open");
  await expect(section).toContainText(/Set idle to more than .+: that is how old our knowledge can be/);
});

test("nobody switches on, or saves over, a rule that they were not shown", async ({ page }) => {
  const id = await createPolicy(page, "shared", { metadata: [{ key: "nobody", value: "has-it" }] });
  await page.goto("/settings/policies");
  const card = page.getByRole("listitem", { name: "shared" });
  const dialog = page.getByRole("dialog");
  const changeIt = (idleSeconds: number) =>
    page.request.put(`/api/policies/${id}`, { data: { name: "shared", rule: { ...RULE, idleSeconds } } });
  await card.getByRole("button", { name: "Switch shared on" }).click();
  await changeIt(1800);
  await dialog.getByRole("button", { name: "Switch it on" }).click();
  await expect(dialog.getByRole("alert")).toContainText("Somebody has changed this policy meanwhile");
  await expect(dialog).toContainText("idle for 30 min");
  await expect(dialog.getByRole("status")).toContainText("This is what it is now");
  await dialog.getByRole("button", { name: "Switch it on" }).click();
  await expect(card).toContainText("Releases by itself.");

  await card.getByRole("button", { name: "Edit shared" }).click();
  await changeIt(2400);
  await dialog.getByRole("textbox", { name: "Idle for", exact: true }).fill("50");
  await dialog.getByRole("button", { name: "See what it would do" }).click();
  await dialog.getByRole("button", { name: "Save it, dry" }).click();
  await expect(dialog.getByRole("alert")).toContainText("Somebody has changed this policy meanwhile");
  await page.keyboard.press("Escape");
  await expect(card).toContainText("idle for 40 min");
  await removePolicies(page, "shared");
});

test("a policy says when its idle time is too short for what is known by now", async ({ page }) => {
  await createPolicy(page, "overtaken", { metadata: [{ key: "nobody", value: "has-it" }] });
  await page.route("**/api/policies", async (route) => {
    const answer = await route.fetch();
    const list: PolicyList = await answer.json();
    await route.fulfill({ response: answer, json: { ...list, knowledge: { ...list.knowledge, sessions: 100_000 } } });
  });
  await page.goto("/settings/policies");
  const card = page.getByRole("listitem", { name: "overtaken" });
  await expect(card).not.toContainText("Its idle time");
  await expect(card).toContainText("Its idle time must be more than", { timeout: 30_000 });
  await removePolicies(page, "overtaken");
});

test("a viewer reads policies and cannot change them", async ({ browser, keepwatch, adminCookies, page }) => {
  await createPolicy(page, "for-viewers", { metadata: [{ key: "nobody", value: "has-it" }] });
  const viewer = await addPerson(keepwatch.url, adminCookies, "viewer");
  const context = await browser.newContext({
    baseURL: keepwatch.url,
    storageState: { cookies: viewer.cookies, origins: [] },
  });
  const theirs = await context.newPage();
  await theirs.goto("/settings/policies");
  const card = theirs.getByRole("listitem", { name: "for-viewers" });
  for (const name of ["Switch for-viewers on", "Edit for-viewers", "Delete for-viewers"]) {
    await expect(card.getByRole("button", { name })).toHaveAttribute("aria-disabled", "true");
  }
  await card.getByRole("button", { name: "What for-viewers would do" }).click();
  await expect(theirs.getByRole("dialog").getByRole("region", { name: "Impact" })).toBeVisible();
  await context.close();
  await removePolicies(page, "for-viewers");
});

test("an idle session is warned of and released under the policy's name, one in use stays, and a breaker stops the rest", async ({
  page,
  createSession,
  browserbase,
}) => {
  test.setTimeout(300_000);
  const run = `run-${Date.now()}`;
  const metadataOf = (part: string) => ({ run, part });
  const start = (part: string) => createSession({ keepAlive: true, userMetadata: metadataOf(part) });
  const [idle, used, first, second] = await Promise.all([start("one"), start("one"), start("two"), start("two")]);
  for (const { connectUrl } of [idle, first, second]) await connectOnce(connectUrl);
  const client = await chromium.connectOverCDP(used.connectUrl);
  const working = setInterval(() => void client.contexts()[0]?.pages()[0]?.title(), 5_000);

  const rule = (part: string): Partial<PolicyRule> => ({
    metadata: Object.entries(metadataOf(part)).map(([key, value]) => ({ key, value })),
  });
  await createPolicy(page, "sweeper", rule("one"), "on");
  await createPolicy(page, "careful", { ...rule("two"), maxAtOnce: 1 }, "on");

  const sessionsPage = new SessionsPage(page);
  await sessionsPage.open();
  await expect(sessionsPage.row(idle.id)).toContainText("policy sweeper releases it in", { timeout: 150_000 });
  await expect(sessionsPage.row(idle.id)).toContainText("released by policy sweeper", { timeout: 120_000 });
  expect((await browserbase.sessions.retrieve(idle.id)).status).toBe("COMPLETED");
  expect((await browserbase.sessions.retrieve(used.id)).status).toBe("RUNNING");
  clearInterval(working);
  await client.close();

  await page.goto("/settings/policies");
  const careful = page.getByRole("listitem", { name: "careful" });
  await expect(careful).toContainText("stopped");
  await expect(careful).toContainText("It would release 2 at once, and may release 1.");
  for (const { id } of [first, second]) expect((await browserbase.sessions.retrieve(id)).status).toBe("RUNNING");
  await expect(page.getByRole("listitem", { name: "sweeper" })).toContainText("1 released in the last 7 days");

  await page.goto(`/audit?session=${idle.id}`);
  const release = page.getByRole("row").filter({ hasText: "Release a session" });
  await expect(release).toContainText("sweeper");
  await expect(release).toContainText("done");
  await page.goto("/audit?who=careful");
  await expect(page.getByRole("row").filter({ hasText: "Stop by the circuit breaker" })).toContainText("may release 1");
  await removePolicies(page, "sweeper", "careful");
});

test("rules for new sessions are told before, refused by name, and written in the audit log", async ({
  page,
  browser,
  keepwatch,
  adminCookies,
}) => {
  await page.goto("/settings");
  const section = page.getByRole("region", { name: "Session rules" });
  await section.getByRole("button", { name: "Change the rules" }).click();
  await section.getByRole("checkbox", { name: /^Longest timeout with keepAlive/ }).check();
  await section.getByRole("textbox", { name: "Longest timeout with keepAlive", exact: true }).fill("10");
  await section.getByRole("combobox", { name: "Unit of Longest timeout with keepAlive" }).selectOption("min");
  await section.getByRole("radio", { name: "admins", exact: true }).check();
  await section.getByRole("button", { name: "Save the rules" }).click();
  await expect(section).toContainText("Saved. New sessions follow these rules.");
  await expect(section).toContainText("for admins");

  const tooLong = await page.request.post("/api/sessions", { data: { keepAlive: true, timeoutSeconds: 660 } });
  expect(tooLong.status()).toBe(400);
  expect(await tooLong.json()).toMatchObject({
    field: "timeoutSeconds",
    message: "The longest timeout of a keepAlive session allowed here is 10 min, and 11 min is more.",
  });

  const operator = await addPerson(keepwatch.url, adminCookies, "operator");
  const context = await browser.newContext({
    baseURL: keepwatch.url,
    storageState: { cookies: operator.cookies, origins: [] },
  });
  const refused = await context.request.post("/api/sessions", { data: { keepAlive: true, timeoutSeconds: 300 } });
  expect(refused.status()).toBe(403);
  expect(await refused.json()).toMatchObject({
    field: "keepAlive",
    message: "keepAlive is for admins, and you are operator.",
  });
  const theirs = await context.newPage();
  await theirs.goto("/");
  await theirs.getByRole("button", { name: "New session" }).first().click();
  await theirs.getByRole("checkbox", { name: /keepAlive/ }).check();
  await expect(theirs.getByRole("dialog")).toContainText("keepAlive is for admins, and you are operator.");
  await expect(theirs.getByRole("dialog")).toContainText("Between 60 s and 10 min.");
  await context.close();

  await section.getByRole("button", { name: "Change the rules" }).click();
  await section.getByRole("checkbox", { name: /^Longest timeout with keepAlive/ }).uncheck();
  await section.getByRole("radio", { name: "operators and admins" }).check();
  await section.getByRole("button", { name: "Save the rules" }).click();
  await expect(section).toContainText("for operators and admins");
  await page.goto("/audit?what=settings.session-rules");
  await expect(page.getByRole("row").filter({ hasText: "Change the rules for new sessions" }).first()).toContainText(
    "longest timeout with keepAlive",
  );
});

async function createPolicy(page: Page, name: string, part: Partial<PolicyRule>, mode?: "on") {
  const created = await page.request.post("/api/policies", { data: { name, rule: { ...RULE, ...part } } });
  expect(created.status()).toBe(201);
  const { policies }: PolicyList = await created.json();
  const id = policies.find((one) => one.name === name)?.id;
  if (mode) expect((await page.request.put(`/api/policies/${id}/mode`, { data: { mode } })).status()).toBe(200);
  return id;
}

async function removePolicies(page: Page, ...names: string[]): Promise<void> {
  const { policies }: PolicyList = await (await page.request.get("/api/policies")).json();
  for (const { id, name } of policies) {
    if (names.includes(name)) await page.request.delete(`/api/policies/${id}`, { data: {} });
  }
}

/** What a client does that then goes: from here on the session is silent. */
async function connectOnce(connectUrl: string): Promise<void> {
  const client = await chromium.connectOverCDP(connectUrl);
  await client.contexts()[0]?.pages()[0]?.title();
  await client.close();
}
