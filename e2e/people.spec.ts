import type { Browser, BrowserContext, Page } from "@playwright/test";
import type { People } from "@/lib/api/people";
import { expect, SessionsPage, test } from "./fixtures";
import { addPerson, tokenOf } from "./people";
import type { Cookies } from "./sign-in";

const NEW_PASSWORD = "another password for tests";
/** A page asks every 4 s whether its person's role is still what it was. */
const NOTICED = { timeout: 15_000 };

test("an invited person joins by their link once, with the role that the admin chose", async ({ page, browser }) => {
  const email = freshEmail("invited");
  const link = await invite(page, email, "viewer");
  await page.getByRole("button", { name: "Done" }).click();
  await expect(page.getByRole("button", { name: `Revoke the invitation for ${email}` })).toBeVisible();

  const guest = await openContext(browser, link);
  expect(await join(guest, link)).toBe(200);
  const theirs = await guest.newPage();
  await theirs.goto("/");
  await expect(theirs.getByRole("button", { name: "New session" }).filter({ visible: true })).toHaveAttribute(
    "aria-disabled",
    "true",
  );
  expect(await join(guest, link)).toBe(404);
  await guest.close();

  await page.reload();
  await expect(page.getByRole("combobox", { name: `Role of ${email}` })).toHaveValue("viewer");
  await expect(page.getByRole("button", { name: `Revoke the invitation for ${email}` })).toHaveCount(0);
});

test("an address that is wrong, or is here already, is told at its field", async ({ page }) => {
  await page.goto("/settings/people");
  await page.getByRole("button", { name: "Invite", exact: true }).click();
  const field = page.getByRole("textbox", { name: "Email" });
  await field.fill("nobody");
  await page.getByRole("button", { name: "Make the link" }).click();
  await expect(field).toHaveAccessibleDescription("This must be an email address.");
  await expect(field).toBeFocused();
  await field.fill("ADMIN@keepwatch.test");
  await page.getByRole("button", { name: "Make the link" }).click();
  await expect(field).toHaveAccessibleDescription("admin@keepwatch.test has an account here already.");
  await expect(field).toBeFocused();
});

test("a revoked invitation lets nobody in", async ({ page, browser }) => {
  const email = freshEmail("revoked");
  const link = await invite(page, email, "admin");
  await page.getByRole("button", { name: "Done" }).click();
  await page.getByRole("button", { name: `Revoke the invitation for ${email}` }).click();
  await expect(page.getByText(email)).toHaveCount(0);
  await expect(page.getByRole("heading", { name: "Pending invitations and links" })).toBeFocused();

  const guest = await openContext(browser, link);
  expect(await join(guest, link)).toBe(404);
  await guest.close();
});

test("a role that changes while somebody's page is open gives them Release, and takes it away", async ({
  page,
  browser,
  keepwatch,
  adminCookies,
  createSession,
}) => {
  const person = await addPerson(keepwatch.url, adminCookies, "viewer");
  const { id } = await createSession({ keepAlive: true });
  const context = await openContext(browser, keepwatch.url, person.cookies);
  const theirs = new SessionsPage(await context.newPage());
  await theirs.open();
  await expect(theirs.releaseButton(id)).toHaveAttribute("aria-disabled", "true");

  await page.goto("/settings/people");
  const role = page.getByRole("combobox", { name: `Role of ${person.email}` });
  await role.selectOption("operator");
  await expect(theirs.releaseButton(id)).not.toHaveAttribute("aria-disabled", NOTICED);
  await theirs.releaseButton(id).click();
  await expect(theirs.page.getByRole("button", { name: "Release anyway" })).toBeVisible();
  await theirs.page.keyboard.press("Escape");

  await role.selectOption("viewer");
  await expect(theirs.releaseButton(id)).toHaveAttribute("aria-disabled", "true", NOTICED);
  await context.close();
});

test("a page that was refused shows itself once the role is given", async ({
  page,
  browser,
  keepwatch,
  adminCookies,
}) => {
  const person = await addPerson(keepwatch.url, adminCookies, "operator");
  const context = await openContext(browser, keepwatch.url, person.cookies);
  const theirs = await context.newPage();
  await theirs.goto("/settings/people");
  await expect(theirs.getByRole("heading", { name: "This page is for admins" })).toBeVisible();
  await expect(theirs.getByRole("main").getByText(person.email)).toBeVisible();
  await expect(theirs.getByRole("link", { name: "People" })).toHaveCount(0);

  await page.goto("/settings/people");
  const role = page.getByRole("combobox", { name: `Role of ${person.email}` });
  await role.selectOption("admin");
  await page.getByRole("button", { name: "Make them admin" }).click();
  await expect(theirs.getByRole("button", { name: "Invite", exact: true })).toBeVisible(NOTICED);

  // Taking an admin's role asks first; the list shows the old one until it is answered.
  await role.selectOption("viewer");
  await expect(page.getByRole("dialog", { name: `Make ${person.email} viewer?` })).toBeVisible();
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(role).toHaveValue("admin");
  await role.selectOption("viewer");
  await page.getByRole("button", { name: "Make them viewer" }).click();
  await expect(role).toHaveValue("viewer");
  await expect(theirs.getByRole("heading", { name: "This page is for admins" })).toBeVisible(NOTICED);
  await context.close();
});

test("somebody is deactivated after a question that names them, and reactivated", async ({
  page,
  browser,
  keepwatch,
  adminCookies,
}) => {
  const person = await addPerson(keepwatch.url, adminCookies, "operator");
  const context = await openContext(browser, keepwatch.url, person.cookies);
  expect((await context.request.get("/api/sessions")).status()).toBe(200);

  await page.goto("/settings/people");
  await page.getByRole("button", { name: `Deactivate ${person.email}` }).click();
  const question = page.getByRole("dialog", { name: `Deactivate ${person.email}?` });
  await expect(question).toContainText("Signs them out everywhere within seconds");
  await expect(question.getByRole("button", { name: "Cancel" })).toBeFocused();
  await question.getByRole("button", { name: "Deactivate operator" }).click();
  const reactivate = page.getByRole("button", { name: `Reactivate ${person.email}` });
  await expect(reactivate).toBeFocused();
  await expect(page.getByRole("row", { name: person.email })).toContainText("Deactivated just now");
  expect((await context.request.get("/api/sessions")).status()).toBe(401);
  expect(await signInStatus(context, person)).toBe(403);

  await reactivate.click();
  await expect(page.getByRole("button", { name: `Deactivate ${person.email}` })).toBeVisible();
  expect(await signInStatus(context, person)).toBe(200);
  await context.close();
});

test("the last admin is neither demoted nor deactivated, and the page says why", async ({ page }) => {
  const { id, email } = await leaveOneAdmin(page);
  await page.goto("/settings/people");
  const why = `${email} is the last admin. Make somebody else an admin first.`;
  const deactivate = page.getByRole("button", { name: `Deactivate ${email}` });
  const role = page.getByRole("combobox", { name: `Role of ${email}` });
  await expect(deactivate).toHaveAccessibleDescription(why);
  await expect(role).toHaveAccessibleDescription(why);

  await deactivate.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("row", { name: email }).getByText(why).filter({ visible: true })).toBeVisible();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await role.focus();
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("v");
  await expect(role).toHaveValue("admin");
  await expect(page.getByRole("dialog")).toHaveCount(0);

  const demoted = await page.request.put(`/api/people/${id}/role`, { data: { role: "viewer" } });
  const deactivated = await page.request.post(`/api/people/${id}/deactivate`, { data: {} });
  expect([demoted.status(), deactivated.status()]).toEqual([409, 409]);
});

test("a viewer's page says why its acts are not theirs, and pressing them asks the server for nothing", async ({
  browser,
  keepwatch,
  adminCookies,
  createSession,
}) => {
  const { cookies } = await addPerson(keepwatch.url, adminCookies, "viewer");
  const { id } = await createSession({ keepAlive: true });
  const context = await openContext(browser, keepwatch.url, cookies);
  const theirs = new SessionsPage(await context.newPage());
  const changes: string[] = [];
  theirs.page.on("request", (request) => request.method() !== "GET" && changes.push(request.url()));
  await theirs.open();

  const acts = [
    theirs.page.getByRole("button", { name: "New session" }).filter({ visible: true }),
    theirs.row(id).getByRole("button", { name: /^Connect to/ }),
    theirs.releaseButton(id),
  ];
  for (const act of acts) {
    await expect(act).toHaveAccessibleDescription("This takes the role operator, and you are viewer.");
    await act.focus();
    await theirs.page.keyboard.press("Enter");
    await act.click({ force: true });
    await expect(theirs.page.getByRole("dialog")).toHaveCount(0);
    await expect(theirs.page.getByRole("button", { name: "Release anyway" })).toHaveCount(0);
  }
  expect(changes).toEqual([]);
  await context.close();
});

test("an operator sees the default timeout and cannot change it", async ({
  browser,
  keepwatch,
  adminCookies,
  browserbase,
}) => {
  const before = (await browserbase.projects.list())[0]?.defaultTimeout;
  const { cookies } = await addPerson(keepwatch.url, adminCookies, "operator");
  const context = await openContext(browser, keepwatch.url, cookies);
  const theirs = await context.newPage();
  await theirs.goto("/settings");
  const section = theirs.getByRole("region", { name: "Default timeout" });
  const chip = section.getByRole("button", { name: "6 h" });
  await expect(chip).toHaveAccessibleDescription("This takes the role admin, and you are operator.");
  await chip.focus();
  await theirs.keyboard.press("Space");
  await section.getByRole("button", { name: /^Custom/ }).click({ force: true });
  await expect(section.getByRole("textbox", { name: "Custom amount" })).toHaveCount(0);
  await expect(chip).toHaveAttribute("aria-pressed", "false");
  expect((await browserbase.projects.list())[0]?.defaultTimeout).toBe(before);
  const asked = await context.request.put("/api/settings/default-timeout", { data: { seconds: 21_600 } });
  expect(asked.status()).toBe(403);
  await context.close();
});

test("a new password link works once, and the old password no more", async ({
  page,
  browser,
  keepwatch,
  adminCookies,
}) => {
  const person = await addPerson(keepwatch.url, adminCookies, "operator");
  await page.goto("/settings/people");
  await page.getByRole("button", { name: `New password link for ${person.email}` }).click();
  await expect(page.getByRole("dialog", { name: `New password for ${person.email}` })).toContainText("It works once");
  const link = await page.getByRole("textbox", { name: "Link" }).inputValue();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: `New password link for ${person.email}` })).toBeFocused();

  const guest = await openContext(browser, link);
  expect(await signInStatus(guest, person)).toBe(200);
  expect(await join(guest, link)).toBe(200);
  expect(await join(guest, link)).toBe(404);
  expect(await signInStatus(guest, person)).toBe(401);
  expect(await signInStatus(guest, { ...person, password: NEW_PASSWORD })).toBe(200);
  await guest.close();
});

test("a list that cannot be read again stays, says so, and recovers", async ({ page }) => {
  await page.route("**/api/people", (route) => route.abort());
  await page.goto("/settings/people");
  // The page came with the list in it, which stays when the next look fails.
  await expect(page.getByText("This list may be out of date.")).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole("row", { name: "admin@keepwatch.test" })).toBeVisible();
  await page.unroute("**/api/people");
  await expect(page.getByText("This list may be out of date.")).toHaveCount(0, { timeout: 30_000 });
});

function freshEmail(name: string): string {
  return `${name}-${crypto.randomUUID()}@keepwatch.test`;
}

/** From the list to the link, as an admin does it. */
async function invite(page: Page, email: string, role: string): Promise<string> {
  await page.goto("/settings/people");
  await page.getByRole("button", { name: "Invite", exact: true }).click();
  await page.getByRole("textbox", { name: "Email" }).fill(email);
  await page.getByRole("radio", { name: role }).check();
  await page.getByRole("button", { name: "Make the link" }).click();
  await expect(page.getByRole("dialog", { name: `Invitation for ${email}` })).toContainText("It works once, until");
  return page.getByRole("textbox", { name: "Link" }).inputValue();
}

/** A browser of somebody else's. */
function openContext(browser: Browser, url: string, cookies: Cookies = []): Promise<BrowserContext> {
  return browser.newContext({ baseURL: new URL(url).origin, storageState: { cookies, origins: [] } });
}

async function join({ request }: BrowserContext, link: string): Promise<number> {
  const response = await request.post("/api/account/join", { data: { token: tokenOf(link), password: NEW_PASSWORD } });
  return response.status();
}

async function signInStatus(
  { request }: BrowserContext,
  { email, password }: { email: string; password: string },
): Promise<number> {
  return (await request.post("/api/account/sign-in", { data: { email, password } })).status();
}

/** Other tests of the same console may have made admins, who are of no use any more. */
async function leaveOneAdmin(page: Page): Promise<{ id: string; email: string }> {
  const me = await (await page.request.get("/api/account")).json();
  const { people }: People = await (await page.request.get("/api/people")).json();
  for (const { id } of people.filter(({ id, role }) => role === "admin" && id !== me.id)) {
    await page.request.put(`/api/people/${id}/role`, { data: { role: "viewer" } });
  }
  return me;
}
