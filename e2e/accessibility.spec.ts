import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import type { LinkResult } from "@/lib/api/people";
import { expect, expectAccessible, SessionsPage, test } from "./fixtures";
import { LOOKS, TABLET } from "./looks";
import { addPerson } from "./people";
import { askRelease } from "./release-sessions";

for (const { title, options } of [...LOOKS, TABLET]) {
  test.describe(title, () => {
    test.use({ ...options, contextOptions: { reducedMotion: "reduce" } });

    test("axe finds nothing on the sessions page, in any of its states", async ({
      page,
      sessionsPage,
      createSession,
      browserbase,
    }) => {
      const ended = await createSession({ userMetadata: { task: "over" } });
      await browserbase.sessions.update(ended.id, { status: "REQUEST_RELEASE" });
      const { id } = await createSession({
        keepAlive: true,
        api_timeout: 120,
        userMetadata: {
          team: "axe",
          order: { id: "7" },
          task: "A task that is told at much more length than a card is wide",
        },
      });
      await sessionsPage.open();
      await expect(sessionsPage.row(id)).toBeVisible();
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);

      await sessionsPage.releaseButton(id).click();
      await expect(page.getByRole("group", { name: `Release ${id.slice(0, 8)}?` })).toBeVisible();
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
      await page.keyboard.press("Escape");

      await page.getByRole("searchbox").fill("no session has this text");
      await expect(page.getByText("No session matches")).toBeVisible();
      await expectAccessible(page);
    });

    test("axe finds nothing in the dialogs", async ({ page, sessionsPage, createSession }) => {
      const { id } = await createSession({ keepAlive: true });
      await sessionsPage.open();
      await page.getByRole("button", { name: "New session" }).click();
      await page.getByRole("radio", { name: "Custom" }).check();
      await page.getByRole("button", { name: "Add a key" }).click();
      await expectAccessible(page);
      await page.keyboard.press("Escape");
      await sessionsPage
        .row(id)
        .getByRole("button", { name: /^Connect/ })
        .click();
      await expect(page.getByRole("dialog")).toBeVisible();
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
    });

    test("axe finds nothing on the page of people, in its dialogs, and where it is refused", async ({
      page,
      browser,
      keepwatch,
      adminCookies,
      createSession,
    }) => {
      const { email } = await addPerson(keepwatch.url, adminCookies, "admin");
      await page.goto("/settings/people");
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);

      await page.getByRole("combobox", { name: `Role of ${email}` }).selectOption("viewer");
      await expectAccessible(page);
      await page.getByRole("button", { name: "Make them viewer" }).click();
      await page.getByRole("button", { name: `Deactivate ${email}` }).click();
      await expectAccessible(page);
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: "Invite", exact: true }).click();
      await page.getByRole("button", { name: "Make the link" }).click();
      await expect(page.getByRole("textbox", { name: "Email" })).toHaveAttribute("aria-invalid", "true");
      await expectAccessible(page);
      await page.getByRole("textbox", { name: "Email" }).fill(`new-${email}`);
      await page.getByRole("button", { name: "Make the link" }).click();
      await expect(page.getByRole("textbox", { name: "Link" })).toBeVisible();
      await expectAccessible(page);
      await page.keyboard.press("Escape");
      // The admin of the test cannot deactivate themselves, and hears so.
      await page.getByRole("button", { name: "Deactivate admin@keepwatch.test" }).click({ force: true });
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);

      const viewer = await addPerson(keepwatch.url, adminCookies, "viewer");
      const { id } = await createSession({ keepAlive: true });
      const context = await browser.newContext({
        ...options,
        baseURL: keepwatch.url,
        storageState: { cookies: viewer.cookies, origins: [] },
      });
      const theirs = new SessionsPage(await context.newPage());
      await theirs.open();
      await expect(theirs.releaseButton(id)).toHaveAttribute("aria-disabled", "true");
      await expectAccessible(theirs.page);
      await theirs.page.goto("/settings/people");
      await expect(theirs.page.getByRole("heading", { name: "This page is for admins" })).toBeVisible();
      await expectAccessible(theirs.page);
      await expectNoSidewaysScroll(theirs.page);
      await context.close();
    });

    test("axe finds nothing on the page of policies, and in its dialogs", async ({ page }) => {
      const name = `axe-${title.replaceAll(" ", "-")}`;
      await page.goto("/settings/policies");
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);

      await page.getByRole("button", { name: "New policy" }).click();
      const dialog = page.getByRole("dialog");
      await dialog.getByRole("checkbox", { name: /^Maximum age/ }).check();
      await dialog.getByRole("textbox", { name: "Warned before" }).fill("0");
      await dialog.getByRole("button", { name: "See what it would do" }).click();
      await expect(dialog.getByText("It must not be empty.")).toBeVisible();
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
      await dialog.getByRole("textbox", { name: "Warned before" }).fill("5");
      await dialog.getByRole("textbox", { name: "Name" }).fill(name);
      await dialog.getByRole("textbox", { name: "Only with metadata" }).fill("nobody:has-it");
      await dialog.getByRole("button", { name: "See what it would do" }).click();
      await expect(dialog.getByRole("region", { name: "History" })).toBeVisible();
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
      await dialog.getByRole("button", { name: "Create it, dry" }).click();
      await expect(page.getByRole("listitem", { name })).toBeVisible();
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);

      await page.getByRole("button", { name: `Switch ${name} on` }).click();
      await expectAccessible(page);
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: `Delete ${name}` }).click();
      await expectAccessible(page);
      await dialog.getByRole("button", { name: "Delete it" }).click();
      await expect(page.getByRole("listitem", { name })).toBeHidden();
    });

    test("axe finds nothing on the audit page, in any of its states", async ({
      page,
      browser,
      keepwatch,
      adminCookies,
      createSession,
    }) => {
      const { id } = await createSession({ keepAlive: true });
      const viewer = await addPerson(keepwatch.url, adminCookies, "viewer");
      const context = await browser.newContext({
        ...options,
        baseURL: keepwatch.url,
        storageState: { cookies: viewer.cookies, origins: [] },
      });
      await askRelease(context.request, [id]);
      await askRelease(page.request, [id], "A reason ".repeat(40));
      await page.goto("/audit");
      await expect(page.getByRole("table", { name: "Audit log" })).toContainText("refused");
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);

      const more = page.getByRole("button", { name: "More filters" });
      if (await more.isVisible()) await more.click();
      await page.getByRole("searchbox", { name: "Session" }).fill("short");
      await page.keyboard.press("Enter");
      await expect(page.getByText("The audit log cannot be shown")).toBeVisible();
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
      await page.goto("/audit?who=nobody@keepwatch.test");
      await expect(page.getByRole("heading", { name: "No entry matches" })).toBeVisible();
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);

      const theirs = await context.newPage();
      await theirs.goto("/audit");
      await expect(theirs.getByRole("heading", { name: "This page is for operators" })).toBeVisible();
      await expectAccessible(theirs);
      await context.close();
    });

    test("axe finds nothing in the settings, on the account page with its menu, and on a page that is not there", async ({
      page,
    }) => {
      await page.goto("/settings");
      for (const custom of await page.getByRole("button", { name: /^Custom/ }).all()) await custom.click();
      await page.getByRole("button", { name: "Change the rules" }).click();
      for (const limit of await page.getByRole("checkbox", { name: /timeout/ }).all()) await limit.check();
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
      await page.goto("/account");
      await page.getByRole("button", { name: "Change password" }).click();
      await expect(page.getByText("New password must have at least")).toBeVisible();
      await page.getByRole("button", { name: /admin$/ }).click();
      await expect(page.getByRole("navigation", { name: "Person" })).toBeVisible();
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
      await page.goto("/nowhere");
      await expect(page.getByRole("heading")).toHaveText("There is no such page");
      await expectAccessible(page);
    });

    test("axe finds nothing on the pages for who is not signed in", async ({ browser, keepwatch, page }) => {
      const invited = { email: `axe-${randomUUID()}@keepwatch.test`, role: "operator" };
      const { link }: LinkResult = await (
        await page.request.post(`${keepwatch.url}/api/people/invitations`, { data: invited })
      ).json();
      const context = await browser.newContext({ ...options, storageState: { cookies: [], origins: [] } });
      const visitor = await context.newPage();
      await visitor.goto(`${keepwatch.url}/sign-in?reason=signed-out`);
      await visitor.getByRole("button", { name: "Sign in" }).click();
      await expect(visitor.getByText("Email must be an email address.")).toBeVisible();
      await expectAccessible(visitor);
      await expectNoSidewaysScroll(visitor);
      for (const [address, heading] of [
        [link, "Join Keepwatch"],
        [`${keepwatch.url}/join?token=used`, "This link does not work any more"],
        [`${keepwatch.url}/welcome`, "Keepwatch has an admin already"],
      ] as const) {
        await visitor.goto(address);
        await expect(visitor.getByRole("heading")).toHaveText(heading);
        await expectAccessible(visitor);
        await expectNoSidewaysScroll(visitor);
      }
      await context.close();
    });
  });
}

test("a session is released with the keyboard alone", async ({ page, sessionsPage, createSession }) => {
  const { id } = await createSession({ keepAlive: true, userMetadata: { team: "keyboard" } });
  await sessionsPage.open("?q=keyboard");
  await expect(sessionsPage.row(id)).toBeVisible();
  await expect(async () => {
    await page.keyboard.press("Tab");
    await expect(sessionsPage.releaseButton(id)).toBeFocused({ timeout: 1 });
  }).toPass({ intervals: [0] });
  await page.keyboard.press("Enter");
  await expect(page.getByRole("group", { name: `Release ${id.slice(0, 8)}?` })).toBeFocused();
  // A second Enter must not run on into the answer.
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "Release anyway" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(sessionsPage.releaseNowButton(id)).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(sessionsPage.releaseNowButton(id)).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(sessionsPage.row(id)).toContainText("COMPLETED");
  await expect(sessionsPage.row(id)).toBeFocused();
});

async function expectNoSidewaysScroll(page: Page): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
}
