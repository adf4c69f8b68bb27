import { randomUUID } from "node:crypto";
import { ROUTES } from "@/lib/api/routes";
import { AuditLogPage, openContext } from "./audit-page";
import { expect, SessionsPage, test } from "./fixtures";
import { ADMIN, type Keepwatch, startKeepwatch } from "./keepwatch-process";
import { addPerson } from "./people";

const NO_COOKIES = { cookies: [], origins: [] };

test("what an operator does to a session is told: who, from where, what, why, and how it ended", async ({
  browser,
  keepwatch,
  adminCookies,
}) => {
  const operator = await addPerson(keepwatch.url, adminCookies, "operator");
  const context = await openContext(browser, keepwatch.url, operator.cookies);
  const page = await context.newPage();
  const sessions = new SessionsPage(page);
  const data = { keepAlive: true, timeoutSeconds: 1800, userMetadata: { team: "audit" } };
  const { session } = await (await page.request.post("/api/sessions", { data })).json();
  await sessions.open();
  await page.getByRole("button", { name: `Connect to ${session.id.slice(0, 8)}` }).click();
  await page.getByRole("button", { name: "Reveal connect URL" }).click();
  await expect(page.getByRole("region", { name: "Connect URL" })).toBeVisible();
  await page.keyboard.press("Escape");
  await sessions.selectBox(session.id).click();
  await page.getByRole("button", { name: "Release 1", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "Reason" }).fill("Nobody needs it");
  await dialog.getByRole("checkbox").check();
  await expect(dialog).toContainText("It is looked at again just before");
  await expect(dialog).toContainText("which it would burn until its timeout");
  await dialog.getByRole("button", { name: "Release 1", exact: true }).click();
  await sessions.releaseNowButton(session.id).click();
  await expect(sessions.row(session.id)).toContainText("COMPLETED");

  // An operator may read the log, and finds what was done to a session from its row.
  await sessions.row(session.id).getByRole("link", { name: "History of" }).click();
  await expect(page).toHaveURL(`/audit?session=${session.id}`);
  const log = new AuditLogPage(page);
  const expected = [
    ["Release a session", "“Nobody needs it”"],
    ["Reveal a connect URL"],
    ["Create a session", "keepAlive true", "timeout 30 min", "userMetadata.team audit"],
  ];
  await expect(log.entries()).toHaveCount(expected.length);
  for (const [index, texts] of expected.entries()) {
    const entry = log.entries().nth(index);
    for (const text of [...texts, operator.email, "operator", "from 127.0.0.1", session.id.slice(0, 8), "done"]) {
      await expect(entry).toContainText(text);
    }
  }
  await page
    .getByRole("link", { name: `Find ${session.id.slice(0, 8)} among the sessions` })
    .first()
    .click();
  await expect(sessions.row(session.id)).toBeVisible();
  await context.close();
});

test("a setting that an admin changes is told with what it was before", async ({ page }) => {
  await page.request.put("/api/settings/audit-retention", { data: { days: 365 } });
  await page.goto("/settings");
  const retention = page.getByRole("group", { name: "How long entries are kept" });
  await retention.getByRole("button", { name: "90 days" }).click();
  await expect(page.getByText("Entries older than 90 days will be removed within a day, for good.")).toBeVisible();
  await page.getByRole("button", { name: "Keep 90 days only" }).click();
  await expect(page.getByText("Saved. Entries are kept for 90 days.")).toBeVisible();
  const log = new AuditLogPage(page);
  await log.open({ who: ADMIN.email, what: "settings.audit-retention" });
  await expect(page.getByText("Entries are kept for 90 days.")).toBeVisible();
  const newest = log.entries().first();
  await expect(newest).toContainText("Change how long the audit log is kept");
  await expect(newest).toContainText("365 days → became 90 days");

  await page.goto("/settings");
  await retention.getByRole("button", { name: "Custom" }).click();
  await retention.getByRole("textbox", { name: "Days" }).fill("29");
  await retention.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("It must be at least 30 days.")).toBeVisible();
  await retention.getByRole("button", { name: "365 days" }).click();
  await expect(page.getByText("Saved. Entries are kept for 365 days.")).toBeVisible();
});

test("a protection is told in words, its reason once, and one action is named in the filter", async ({
  page,
  createSession,
}) => {
  const { id } = await createSession({ keepAlive: true });
  const data = { forSeconds: 3600, reason: "A demo at noon" };
  expect((await page.request.put(`/api/sessions/${id}/protection`, { data })).ok()).toBe(true);
  const log = new AuditLogPage(page);
  await log.open({ session: id });
  const entry = log.entries("Protect a session");
  await expect(entry.getByText("A demo at noon")).toHaveCount(1);
  await expect(entry).toContainText(/until \d{4}-\d\d-\d\d \d\d:\d\d/);

  await log.open({ what: "policy.create" });
  const filter = page.getByRole("combobox", { name: "What" });
  await expect(filter.locator("option:checked")).toHaveText("Create a policy");
  await filter.selectOption("Anything: webhooks");
  await expect(page).toHaveURL(/what=webhook\.read,webhook\.create/);
});

test("a sign-in that failed and a viewer who asks for more than they may are told with the reason", async ({
  page,
  browser,
  keepwatch,
  adminCookies,
}) => {
  const guess = { email: `guess-${randomUUID()}@keepwatch.test`, password: "not the password" };
  const visitor = await browser.newContext({ baseURL: keepwatch.url, storageState: NO_COOKIES });
  expect((await visitor.request.post("/api/account/sign-in", { data: guess })).status()).toBe(401);
  const viewer = await addPerson(keepwatch.url, adminCookies, "viewer");
  const context = await openContext(browser, keepwatch.url, viewer.cookies);
  const id = randomUUID();
  expect((await context.request.delete(`/api/sessions/${id}/protection`, { data: {} })).status()).toBe(403);

  const log = new AuditLogPage(page);
  await log.open({ who: guess.email });
  await expect(log.entries("Sign in", "not signed in", "refused", "The email or the password is wrong.")).toHaveCount(
    1,
  );
  await expect(page.getByText(guess.password)).toHaveCount(0);
  await log.open({ who: viewer.email, outcome: "refused" });
  const refusal = "This takes the role operator, and you are viewer.";
  await expect(
    log.entries("End the protection of a session", "viewer", id.slice(0, 8), "refused", refusal),
  ).toHaveCount(1);
  await visitor.close();
  await context.close();
});

test.describe("behind a proxy", () => {
  let proxied: Keepwatch | undefined;
  test.afterEach(() => proxied?.stop());

  for (const { title, trusted, address } of [
    { title: "that is trusted, the client's own address is told", trusted: "loopback", address: "203.0.113.7" },
    { title: "that nobody vouched for, its word is not taken", trusted: "192.0.2.1", address: "127.0.0.1" },
  ]) {
    test(title, async ({ browser }) => {
      test.slow();
      proxied = await startKeepwatch({ KEEPWATCH_TRUSTED_PROXIES: trusted });
      const context = await browser.newContext({
        baseURL: proxied.url,
        storageState: NO_COOKIES,
        // A proxy appends what it saw to what the client made up.
        extraHTTPHeaders: { "x-forwarded-for": "198.51.100.66, 203.0.113.7" },
      });
      expect((await context.request.post("/api/account/sign-in", { data: ADMIN })).status()).toBe(200);
      const log = new AuditLogPage(await context.newPage());
      await log.open({ what: "account.sign-in" });
      await expect(log.entries("Sign in", `from ${address}`)).toHaveCount(1);
      await context.close();
    });
  }
});

test("a viewer has no way to the log and hears which role it takes, and that they asked is told", async ({
  page,
  browser,
  keepwatch,
  adminCookies,
  createSession,
}) => {
  const { id } = await createSession({ keepAlive: true });
  const viewer = await addPerson(keepwatch.url, adminCookies, "viewer");
  const context = await openContext(browser, keepwatch.url, viewer.cookies);
  const theirs = new SessionsPage(await context.newPage());
  await theirs.open();
  await expect(theirs.row(id)).toBeVisible();
  await expect(theirs.page.getByRole("link", { name: "Audit" })).toHaveCount(0);
  await expect(theirs.page.getByRole("link", { name: "History of" })).toHaveCount(0);
  await theirs.page.goto("/audit");
  await expect(theirs.page.getByRole("heading", { name: "This page is for operators" })).toBeVisible();
  for (const path of ["/api/audit", "/api/audit/export?format=csv"]) {
    const response = await context.request.get(path);
    expect(response.status(), path).toBe(403);
    expect(await response.text(), path).not.toContain(ADMIN.email);
  }
  await context.close();

  const log = new AuditLogPage(page);
  await log.open({ who: viewer.email, outcome: "refused" });
  const reason = "This takes the role operator, and you are viewer.";
  await expect(log.entries("Open a page", "/audit", "viewer", reason)).toHaveCount(1);
  await expect(log.entries("Read the audit log", reason)).toHaveCount(1);
  await expect(log.entries("Export the audit log", reason)).toHaveCount(1);
});

test("an admin finds what somebody did from the page of people", async ({ page, keepwatch, adminCookies }) => {
  const { email } = await addPerson(keepwatch.url, adminCookies, "operator");
  await page.goto("/settings/people");
  await page.getByRole("link", { name: `${email}, in the audit log` }).click();
  const log = new AuditLogPage(page);
  await expect(log.entries("Join by an invitation", email)).toHaveCount(1);
  await expect(page.getByRole("searchbox", { name: "Who" })).toHaveValue(email);
});

test("not even an admin can alter an entry", async ({ page }) => {
  const { entries } = await (await page.request.get("/api/audit")).json();
  const [{ id }] = entries;
  for (const path of ["/api/audit", `/api/audit/${id}`, "/api/audit/export"]) {
    for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
      const response = await page.request.fetch(path, { method, data: { outcome: "failed" } });
      expect([404, 405], `${method} ${path}`).toContain(response.status());
    }
  }
  expect(Object.keys(ROUTES).filter((route) => route.includes("/api/audit"))).toEqual([
    "GET /api/audit",
    "GET /api/audit/export",
  ]);
  const after = await (await page.request.get("/api/audit?limit=200")).json();
  expect(after.entries).toContainEqual(entries[0]);
});
