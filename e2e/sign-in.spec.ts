import { randomUUID } from "node:crypto";
import type { APIRequestContext, Browser, Locator, Page } from "@playwright/test";
import type { Me } from "@/lib/api/account";
import type { LinkResult } from "@/lib/api/people";
import { isPublicPage, PAGES } from "@/lib/api/routes";
import type { Role } from "@/lib/domain/permissions";
import { expect, test } from "./fixtures";
import { type Keepwatch, startKeepwatch } from "./keepwatch-process";
import { addPerson } from "./people";

type Person = { email: string; password: string };

const NEW_PASSWORD = "another password for tests";
const NO_COOKIES = { cookies: [], origins: [] };
/** What an open page takes at the most to notice; it asks every four seconds. */
const SOON = { timeout: 15_000 };

test.use({ storageState: NO_COOKIES });

test("the first admin comes in by the printed link, which works once and from nowhere else", async ({ browser }) => {
  test.slow();
  const keepwatch = await startKeepwatch({
    KEEPWATCH_ADMIN_EMAIL: "",
    KEEPWATCH_ADMIN_PASSWORD: "",
    KEEPWATCH_TRUSTED_PROXIES: "127.0.0.1",
  });
  const link = await firstRunLink(keepwatch);
  const first = { email: "first@keepwatch.test", password: "the first password" };
  const page = await openPage(browser, keepwatch.url, "/sign-in");
  await expect(page.getByText("Nobody has an account here yet.")).toBeVisible();
  await expectNothingAnswers(page);

  // A proxy appends the address that it saw to what the client made up.
  const elsewhere = await openPage(browser, keepwatch.url, "/sign-in");
  await elsewhere.setExtraHTTPHeaders({ "x-forwarded-for": "127.0.0.1, 203.0.113.9" });
  await elsewhere.goto(link);
  await expectNoWelcome(elsewhere);

  await page.goto(link);
  await expect(page).toHaveURL("/welcome");
  const other = await openPage(browser, keepwatch.url, link);
  await expectNoWelcome(other);
  await other.setExtraHTTPHeaders({ "x-forwarded-for": "127.0.0.1" });
  await other.goto(link);
  await expectNoWelcome(other);

  await fill(page, { ...first, password: "short" });
  await page.getByRole("button", { name: "Create admin account" }).click();
  await expect(page.getByText("Password must have at least 8 characters.")).toBeVisible();
  await fill(page, first);
  await page.getByRole("button", { name: "Create admin account" }).click();
  await expect(page).toHaveURL("/");
  await expect(page.getByRole("button", { name: `${first.email} admin` })).toBeVisible();

  await other.goto(link);
  await expect(other.getByRole("heading", { name: "Keepwatch has an admin already" })).toBeVisible();
  await signOut(page, first.email);
  await expect(page).toHaveURL("/sign-in");
  await signIn(page, first);
  await expect(page).toHaveURL("/");
  for (const opened of [page, other, elsewhere]) await opened.context().close();
  await keepwatch.stop();
});

test("a wrong password and an unknown address get the same answer", async ({ page, keepwatch, adminCookies }) => {
  const { email } = await addPerson(keepwatch.url, adminCookies, "viewer");
  await page.goto("/sign-in");
  for (const wrong of [email, `${randomUUID()}@keepwatch.test`]) {
    await signIn(page, { email: wrong, password: "not the password" });
    await expect(alertOf(page)).toHaveText("The email or the password is wrong.");
    await page.reload();
  }
});

test("whoever guesses is told to wait, and a forged address does not help", async ({
  page,
  keepwatch,
  adminCookies,
}) => {
  const person = await addPerson(keepwatch.url, adminCookies, "viewer");
  await page.goto("/sign-in");
  for (let guess = 1; guess <= 5; guess++) {
    const data = { email: person.email, password: `guess ${guess}` };
    const headers = { "x-forwarded-for": `198.51.100.${guess}` };
    expect((await page.request.post("/api/account/sign-in", { data, headers })).status()).toBe(401);
  }
  // Not even the right password is looked at.
  await signIn(page, person);
  await expect(alertOf(page)).toHaveText(/^Too many attempts to sign in: wait 1\d min.*, then try again\.$/);
  const data = { email: person.email, password: person.password };
  const forged = { data, headers: { "x-forwarded-for": "198.51.100.77" } };
  const refused = await page.request.post("/api/account/sign-in", forged);
  expect(refused.status()).toBe(429);
  expect(Number(refused.headers()["retry-after"])).toBeGreaterThan(60);
  await expect(page).toHaveURL("/sign-in");
});

test("signing in goes on to where one wanted to, filters and all", async ({ page, keepwatch, adminCookies }) => {
  const person = await addPerson(keepwatch.url, adminCookies, "viewer");
  await page.goto("/?q=invoices");
  await expect(page).toHaveURL(`/sign-in?to=${encodeURIComponent("/?q=invoices")}`);
  await signIn(page, person);
  await expect(page).toHaveURL("/?q=invoices");
  await page.goto("/sign-in?to=%2Fsettings");
  await expect(page).toHaveURL("/settings");
});

for (const to of ["//evil.test/", "https://evil.test/", "/\\evil.test/", "javascript:alert(1)"]) {
  test(`nobody is sent on to ${to}`, async ({ page, keepwatch, adminCookies }) => {
    const person = await addPerson(keepwatch.url, adminCookies, "viewer");
    const address = `/sign-in?to=${encodeURIComponent(to)}`;
    await page.goto(address);
    await signIn(page, person);
    await expect(page).toHaveURL("/");
    await page.goto(address);
    await expect(page).toHaveURL("/");
  });
}

test("signing out everywhere ends the other browser too, which comes back to where it was", async ({
  page,
  browser,
  keepwatch,
  adminCookies,
}) => {
  const person = await addPerson(keepwatch.url, adminCookies, "viewer");
  const other = await openAs(browser, keepwatch.url, person, "/settings?from=here");
  await page.goto("/sign-in?to=%2Faccount");
  await signIn(page, person);
  await page.getByRole("button", { name: "Sign out everywhere" }).click();
  await expect(page).toHaveURL("/sign-in");
  await expect(page.getByText("You were signed out.")).toHaveCount(0);
  await expectThrownOut(other, "/settings?from=here");
  await signIn(other, person);
  await expect(other).toHaveURL("/settings?from=here");
  await other.context().close();
});

test("a new password ends other browsers, keeps this one, and the old one fails", async ({
  page,
  browser,
  keepwatch,
  adminCookies,
}) => {
  const person = await addPerson(keepwatch.url, adminCookies, "operator");
  const other = await openAs(browser, keepwatch.url, person, "/");
  await page.goto("/sign-in?to=%2Faccount");
  await signIn(page, person);
  await changePassword(page, "not the password", NEW_PASSWORD);
  await expect(page.getByText("Current password is not your password.")).toBeVisible();
  await changePassword(page, person.password, "short");
  await expect(page.getByText("New password must have at least 8 characters.")).toBeVisible();
  await changePassword(page, person.password, NEW_PASSWORD);
  await expect(page.getByText("Your password is changed.")).toBeVisible();
  await expect(page.getByLabel("Current password")).toHaveValue("");
  await expectThrownOut(other, "/");
  // By now this browser, too, has asked anew who it is.
  await expect(page).toHaveURL("/account");
  expect((await page.request.get("/api/account")).status()).toBe(200);

  await signIn(other, person);
  await expect(alertOf(other)).toHaveText("The email or the password is wrong.");
  await signIn(other, { ...person, password: NEW_PASSWORD });
  await expect(other).toHaveURL("/");
  await other.context().close();
});

test("whoever is deactivated is thrown out of an open page, and their requests are refused", async ({
  page,
  keepwatch,
  adminCookies,
  playwright,
}) => {
  const person = await addPerson(keepwatch.url, adminCookies, "operator");
  await page.goto("/sign-in");
  await signIn(page, person);
  await expect(page).toHaveURL("/");
  const { id } = await whoIs(page.request);
  const admin = await playwright.request.newContext({
    baseURL: keepwatch.url,
    storageState: { cookies: adminCookies, origins: [] },
  });
  expect((await admin.post(`/api/people/${id}/deactivate`, { data: {} })).status()).toBe(200);
  await admin.dispose();
  expect((await page.request.get("/api/sessions")).status()).toBe(401);
  await expectThrownOut(page, "/");
  await signIn(page, person);
  await expect(alertOf(page)).toHaveText("This account is deactivated. An admin can switch it on again.");
});

test("a role that changes while a page is open shows there, with what it allows", async ({
  page,
  keepwatch,
  adminCookies,
  playwright,
}) => {
  const person = await addPerson(keepwatch.url, adminCookies, "viewer");
  await page.goto("/sign-in");
  await signIn(page, person);
  await expect(page.getByRole("button", { name: `${person.email} viewer` })).toBeVisible();
  const main = page.getByRole("navigation", { name: "Main" });
  await expect(main.getByRole("link", { name: "Settings" })).toBeVisible();
  await expect(main.getByRole("link", { name: "Audit" })).toHaveCount(0);
  const { id } = await whoIs(page.request);
  const admin = await playwright.request.newContext({
    baseURL: keepwatch.url,
    storageState: { cookies: adminCookies, origins: [] },
  });
  expect((await admin.put(`/api/people/${id}/role`, { data: { role: "operator" } })).status()).toBe(200);
  await admin.dispose();
  await expect(page.getByRole("button", { name: `${person.email} operator` })).toBeVisible(SOON);
  await expect(main.getByRole("link", { name: "Audit" })).toBeVisible();
});

test("whoever has an invitation's link joins with its role, once", async ({
  page,
  browser,
  keepwatch,
  adminCookies,
  playwright,
}) => {
  const email = `invited-${randomUUID()}@keepwatch.test`;
  const admin = await playwright.request.newContext({
    baseURL: keepwatch.url,
    storageState: { cookies: adminCookies, origins: [] },
  });
  const { link } = await invite(admin, email, "operator");
  const late = await openPage(browser, keepwatch.url, link);
  await page.goto(link);
  await expect(page.getByRole("heading", { name: "Join Keepwatch" })).toBeVisible();
  await expect(page.getByLabel("Email")).toHaveValue(email);
  await expect(page.getByRole("definition")).toContainText("operator");
  await page.getByLabel("Password").fill(NEW_PASSWORD);
  await page.getByRole("button", { name: "Join" }).click();
  await expect(page).toHaveURL("/");
  expect(await whoIs(page.request)).toMatchObject({ email, role: "operator" });

  await late.getByLabel("Password").fill("a password of somebody else");
  await late.getByRole("button", { name: "Join" }).click();
  await expect(alertOf(late)).toContainText("This link was used already");
  await late.reload();
  await expect(late.getByRole("heading", { name: "This link does not work any more" })).toBeVisible();
  await late.context().close();

  const { id } = await whoIs(page.request);
  const made = await admin.post(`/api/people/${id}/password-link`, { data: {} });
  const again: LinkResult = await made.json();
  const renewing = await openPage(browser, keepwatch.url, again.link);
  await expect(renewing.getByRole("heading", { name: "Choose a new password" })).toBeVisible();
  await renewing.getByLabel("New password").fill("the newest password");
  await renewing.getByRole("button", { name: "Save and sign in" }).click();
  await expect(renewing).toHaveURL("/");
  await expectThrownOut(page, "/");
  await renewing.context().close();
  await admin.dispose();
});

test("on a phone, the person's menu says who is signed in, leads to their account, and signs out", async ({
  page,
  keepwatch,
  adminCookies,
}) => {
  const person = await addPerson(keepwatch.url, adminCookies, "operator");
  await page.setViewportSize({ width: 375, height: 812 });
  await page.goto("/sign-in");
  await signIn(page, person);
  await page.getByRole("button", { name: `${person.email} operator` }).click();
  await page.getByRole("navigation", { name: "Person" }).getByRole("link", { name: "Account" }).click();
  await expect(page).toHaveURL("/account");
  await expect(page.getByRole("navigation", { name: "Person" })).toBeHidden();
  await expect(page.getByRole("definition").filter({ hasText: "creates and releases sessions" })).toBeVisible();
  await signOut(page, person.email);
  await expect(page).toHaveURL("/sign-in");
  await page.goBack();
  await expect(page).toHaveURL(/\/sign-in/);
});

test("a server that cannot be reached signs nobody out", async ({ page, keepwatch, adminCookies }) => {
  const person = await addPerson(keepwatch.url, adminCookies, "viewer");
  await page.goto("/sign-in?to=%2Faccount");
  await signIn(page, person);
  await expect(page).toHaveURL("/account");
  // The page's scripts are there, which offline they could not come.
  await page.waitForResponse((response) => response.url().endsWith("/api/account"));
  const failed = page.waitForEvent("requestfailed", (request) => request.url().endsWith("/api/account"));
  await page.context().setOffline(true);
  await failed;
  await expect(page.getByText("Stale")).toBeVisible(SOON);
  await expect(page).toHaveURL("/account");
  await page.context().setOffline(false);
  await expect(page.getByText("Live")).toBeVisible(SOON);
});

/** Printed after the line that says that it is ready. */
async function firstRunLink({ output }: Keepwatch): Promise<string> {
  const pattern = /http:\S+\/welcome\/open\?token=\S+/;
  await expect.poll(output).toMatch(pattern);
  return pattern.exec(output())?.[0] ?? "";
}

async function expectNothingAnswers(page: Page): Promise<void> {
  for (const path of Object.keys(PAGES).filter((path) => !isPublicPage(path))) {
    await page.goto(path);
    await expect(page).toHaveURL(/\/sign-in/);
  }
  for (const path of ["/api/sessions", "/api/settings", "/api/people", "/api/account"]) {
    expect((await page.request.get(path)).status(), path).toBe(401);
  }
  const create = await page.request.post("/api/sessions", { data: {} });
  expect(create.status()).toBe(401);
  expect((await page.request.get("/api/health")).status()).toBe(200);
}

/** This browser cannot become the first admin. */
async function expectNoWelcome(page: Page): Promise<void> {
  await expect(page.getByRole("heading", { name: "This link does not work here" })).toBeVisible();
  const data = { email: "intruder@keepwatch.test", password: "a long enough one" };
  expect((await page.request.post("/api/account/first-admin", { data })).status()).toBe(403);
}

async function expectThrownOut(page: Page, from: string): Promise<void> {
  await expect(page).toHaveURL(`/sign-in?${new URLSearchParams({ to: from, reason: "signed-out" })}`, SOON);
  await expect(page.getByText("You were signed out.")).toBeVisible();
}

/** In the page's own content: Next keeps an alert of its own beside it. */
function alertOf(page: Page): Locator {
  return page.getByRole("main").getByRole("alert");
}

async function fill(page: Page, { email, password }: Person): Promise<void> {
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password").fill(password);
}

async function signIn(page: Page, person: Person): Promise<void> {
  await fill(page, person);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

async function signOut(page: Page, email: string): Promise<void> {
  await page.getByRole("button", { name: new RegExp(`^${email}`) }).click();
  await page.getByRole("banner").getByRole("button", { name: "Sign out" }).click();
}

async function changePassword(page: Page, current: string, next: string): Promise<void> {
  await page.getByLabel("Current password").fill(current);
  await page.getByLabel("New password").fill(next);
  await page.getByRole("button", { name: "Change password" }).click();
}

async function whoIs(request: APIRequestContext): Promise<Me> {
  return (await request.get("/api/account")).json();
}

async function invite(admin: APIRequestContext, email: string, role: Role): Promise<LinkResult> {
  return (await admin.post("/api/people/invitations", { data: { email, role } })).json();
}

/** In a browser that knows nothing. */
async function openPage(browser: Browser, url: string, path: string): Promise<Page> {
  const context = await browser.newContext({ baseURL: url, storageState: NO_COOKIES });
  const page = await context.newPage();
  await page.goto(path);
  return page;
}

async function openAs(browser: Browser, url: string, person: Person, path: string): Promise<Page> {
  const page = await openPage(browser, url, `/sign-in?${new URLSearchParams({ to: path })}`);
  await signIn(page, person);
  await expect(page).toHaveURL(path);
  return page;
}
