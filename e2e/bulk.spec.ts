import type Browserbase from "@browserbasehq/sdk";
import type { Page } from "@playwright/test";
import { UNDO_MS } from "@/lib/domain/release";
import { expect, expectAccessible, test } from "./fixtures";
import { LOOKS } from "./looks";
import { addPerson } from "./people";
import { protect } from "./release-sessions";

/** Marks the sessions of one test, which share the console with those of others. */
async function createMarked(
  create: (params: Browserbase.SessionCreateParams) => Promise<{ id: string }>,
  mark: string,
  count: number,
): Promise<string[]> {
  const ids: string[] = [];
  for (let index = 0; index < count; index += 1) {
    ids.push((await create({ keepAlive: true, api_timeout: 3600, userMetadata: { mark, index } })).id);
  }
  return ids;
}

const selection = (page: Page) => page.getByRole("region", { name: "Selection" });

/** The sessions of these tests are nobody's and new, so that their release takes a tick. */
async function confirm(page: Page, count: number): Promise<void> {
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("checkbox", { name: /that may be needed/ }).check();
  await expect(dialog).toContainText("WhoseNone yours");
  await dialog.getByRole("button", { name: `Release ${count}, ${count} not yours` }).click();
  await expect(dialog).toHaveCount(0);
}

test("rows are selected by click, range and key, the selection survives news, and a filter drops what it hides", async ({
  page,
  sessionsPage,
  createSession,
}) => {
  const [first = "", second = "", third = ""] = await createMarked(createSession, "select-spec", 3);
  await sessionsPage.open("?q=select-spec&sort=id");
  const order = [first, second, third].sort();
  const [top = "", middle = "", bottom = ""] = order;
  await sessionsPage.selectBox(top).click();
  await sessionsPage.selectBox(bottom).click({ modifiers: ["Shift"] });
  await expect(selection(page)).toContainText("3 selected");
  await page.keyboard.press("Escape");
  await expect(selection(page)).toHaveCount(0);
  await sessionsPage.row(top).focus();
  await page.keyboard.press("Space");
  await expect(selection(page)).toContainText("1 selected");
  await sessionsPage.row(bottom).focus();
  await page.keyboard.press("Shift+Space");
  await expect(selection(page)).toContainText("3 selected");
  await sessionsPage.row(middle).focus();
  await page.keyboard.press("Space");
  await expect(selection(page)).toContainText("2 selected");
  await expect(sessionsPage.row(middle)).toHaveAttribute("aria-selected", "false");

  const late = await createSession({ keepAlive: true, userMetadata: { mark: "select-spec", index: 4 } });
  await expect(page.getByRole("button", { name: "1 new · Apply" })).toBeVisible();
  await expect(selection(page)).toContainText("2 selected");
  await expect(sessionsPage.row(late.id)).toHaveCount(0);

  await page.getByRole("searchbox").fill(top);
  await expect(selection(page)).toContainText("1 selected · 1 no longer match");
  await page.getByRole("searchbox").fill("select-spec");
  await page.getByRole("table", { name: "Sessions" }).focus();
  await page.keyboard.press("Escape");
  await expect(selection(page)).toHaveCount(0);
});

test("all that match are selected, wherever they are, and the button says how many can be released", async ({
  page,
  sessionsPage,
  createSession,
}) => {
  const ids = await createMarked(createSession, "all-spec", 3);
  await protect(page.request, ids[0] ?? "", "KYC");
  await createSession({ userMetadata: { mark: "all-spec" } });
  await sessionsPage.open("?q=all-spec");
  await expect(page.getByText("4 results")).toBeVisible();
  await page.keyboard.press("a");
  await expect(selection(page)).toContainText("3 selected · 1 protected left out");
  await selection(page).getByRole("button", { name: "Release 2", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText(
    `Left out1 protectedall-spec · ${(ids[0] ?? "").slice(0, 8)}: “KYC” · admin@keepwatch.test`,
  );
  await dialog.getByRole("checkbox", { name: /^Release also the 2/ }).check();
  await expect(dialog).toContainText(/Saves[12]\.\d h.*, which they would burn until their timeouts/);
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await selection(page).getByRole("button", { name: "Clear the selection" }).click();
  await page.getByRole("checkbox", { name: "Select all that match" }).check();
  await expect(selection(page)).toContainText("3 selected");
});

test("a selection is released together: it waits, goes on live, and tells what came of each", async ({
  page,
  sessionsPage,
  createSession,
  browserbase,
}) => {
  const ids = await createMarked(createSession, "bulk-spec", 3);
  const bystander = await createSession({ keepAlive: true, userMetadata: { mark: "bulk-spec-not" } });
  await sessionsPage.open("?q=mark:bulk-spec");
  await sessionsPage.select(ids);
  await selection(page).getByRole("button", { name: "Release 3", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("WhichNone without the tick below");
  await expect(dialog).not.toContainText("Whose");
  await expect(dialog).toContainText("0 of 10 slots");
  await dialog.getByRole("textbox", { name: "Reason" }).fill("duplicate run");
  await dialog.getByRole("checkbox", { name: /^Release also the 3/ }).check();
  await expect(dialog).toContainText("3 of 10 slots");
  await expect(dialog).toContainText("None yours · 3 of unknown owners");
  const named = dialog.getByRole("list", { name: "Which" }).getByRole("listitem");
  await expect(named).toHaveCount(3);
  for (const id of ids) {
    await expect(named.filter({ hasText: `bulk-spec · ${id.slice(0, 8)} · unknown owner · ` })).toBeVisible();
  }
  await confirm(page, 3);

  const bar = page.getByRole("region", { name: "Release under way" });
  await expect(bar).toContainText(/Releasing 3 in \d s/);
  for (const id of ids) await expect(sessionsPage.row(id)).toContainText(/Releasing/);
  await bar.getByRole("button", { name: "Now" }).click();
  for (const id of ids) await expect(sessionsPage.row(id)).toContainText("COMPLETED", { timeout: 20_000 });
  await expect(sessionsPage.row(ids[0] ?? "")).toContainText("“duplicate run”");

  const done = page.getByRole("region", { name: "Release is done" });
  await expect(done).toContainText("3 released", { timeout: 20_000 });
  await done.getByRole("link", { name: "Details" }).click();
  await expect(page.getByRole("heading", { name: "Release of 3 sessions" })).toBeVisible();
  await expect(page.getByRole("list", { name: "Sessions" }).getByRole("listitem")).toHaveCount(3);
  await page.goto("/releases");
  const listed = page
    .getByRole("list", { name: "Releases" })
    .getByRole("listitem")
    .filter({ hasText: "duplicate run" });
  await expect(listed).toContainText("3 released");
  await expect(listed).toContainText(/saved [23]\.\d h/);
  expect((await browserbase.sessions.retrieve(bystander.id)).status).toBe("RUNNING");
});

test("a group is selected and released as its rows are, and no other row with it", async ({
  page,
  sessionsPage,
  createSession,
  browserbase,
}) => {
  const create = (team: string) =>
    createSession({ keepAlive: true, api_timeout: 3600, userMetadata: { mark: "group-spec", team } });
  const [first, second, other] = [await create("red"), await create("red"), await create("blue")];
  await sessionsPage.open("?q=mark:group-spec&group=metadata.team");
  const red = page.getByRole("row", { name: "Group red" });
  await expect(red).toContainText("2 sessions");
  await red.getByRole("checkbox", { name: "Select all of red" }).check();
  await expect(selection(page)).toContainText("2 selected");
  for (const { id } of [first, second]) {
    await expect(sessionsPage.row(id)).toHaveAttribute("aria-selected", "true");
  }
  await expect(sessionsPage.row(other.id)).toHaveAttribute("aria-selected", "false");
  await selection(page).getByRole("button", { name: "Release 2", exact: true }).click();
  await confirm(page, 2);
  await page.getByRole("region", { name: "Release under way" }).getByRole("button", { name: "Now" }).click();
  for (const { id } of [first, second]) {
    await expect(sessionsPage.row(id)).toContainText("COMPLETED", { timeout: 20_000 });
  }
  expect((await browserbase.sessions.retrieve(other.id)).status).toBe("RUNNING");
});

test("a release of many is undone as a whole, and nothing ends", async ({
  page,
  sessionsPage,
  createSession,
  browserbase,
}) => {
  const ids = await createMarked(createSession, "undo-spec", 2);
  await sessionsPage.open("?q=undo-spec");
  await expect(page.getByText("2 results")).toBeVisible();
  await page.keyboard.press("a");
  await selection(page).getByRole("button", { name: "Release 2", exact: true }).click();
  await confirm(page, 2);
  await page.getByRole("region", { name: "Release under way" }).getByRole("button", { name: "Undo" }).click();
  for (const id of ids) await expect(sessionsPage.releaseButton(id)).toBeVisible();
  await expect(page.getByRole("region", { name: "Release is done" })).toContainText("2 not sent, undone");
  // By when they would have been sent.
  await page.waitForTimeout(UNDO_MS + 1_000);
  for (const id of ids) expect((await browserbase.sessions.retrieve(id)).status).toBe("RUNNING");
});

test("when none is left to release, the dialog says what the server says of each", async ({
  page,
  sessionsPage,
  createSession,
}) => {
  const ids = await createMarked(createSession, "none-left-spec", 2);
  await sessionsPage.open("?q=none-left-spec");
  await sessionsPage.select(ids);
  await selection(page).getByRole("button", { name: "Release 2", exact: true }).click();
  const leftOut = ids.map((sessionId, index) => ({ sessionId, why: index === 0 ? "unknown" : "protected" }));
  await page.route("**/api/releases", (route) => route.fulfill({ json: { release: null, leftOut } }));
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("checkbox", { name: /that may be needed/ }).check();
  await dialog.getByRole("button", { name: "Release 2, 2 not yours" }).click();
  await expect(dialog.getByRole("alert")).toHaveText("None was left to release: 1 not known to upstream, 1 protected.");
});

test("a viewer sees everything and is told why they release nothing", async ({
  browser,
  keepwatch,
  createSession,
  adminCookies,
}) => {
  const viewer = await addPerson(keepwatch.url, adminCookies, "viewer");
  const [id = ""] = await createMarked(createSession, "viewer-spec", 1);
  const context = await browser.newContext({
    baseURL: keepwatch.url,
    storageState: { cookies: viewer.cookies, origins: [] },
  });
  const page = await context.newPage();
  await page.goto("/?q=viewer-spec");
  await page.getByRole("checkbox", { name: `Select ${id.slice(0, 8)}` }).click();
  const release = selection(page).getByRole("button", { name: "Release 1", exact: true });
  await expect(release).toHaveAttribute("aria-disabled", "true");
  await release.click({ force: true });
  await expect(page.getByRole("status").filter({ hasText: "This takes the role operator" }).first()).toBeVisible();
  await context.close();
});

for (const { title, options } of LOOKS) {
  test.describe(title, () => {
    test.use({ ...options, contextOptions: { reducedMotion: "reduce" } });

    test("axe finds nothing while sessions are selected, asked for, released, and in the result", async ({
      page,
      sessionsPage,
      createSession,
    }) => {
      const mark = `axe-${title.replaceAll(" ", "-")}`;
      const ids = await createMarked(createSession, mark, 2);
      await sessionsPage.open(`?q=${mark}`);
      const check = async () => {
        await expectAccessible(page);
        expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
      };
      await sessionsPage.select(ids);
      await check();
      await selection(page).getByRole("button", { name: "Release 2", exact: true }).click();
      await expect(page.getByRole("dialog")).toBeVisible();
      await check();
      await confirm(page, 2);
      await expect(page.getByRole("region", { name: "Release under way" })).toBeVisible();
      await check();
      await page.getByRole("region", { name: "Release under way" }).getByRole("button", { name: "Undo" }).click();
      const done = page.getByRole("region", { name: "Release is done" });
      await check();
      await sessionsPage
        .row(ids[0] ?? "")
        .getByRole("button", { name: /^Protect/ })
        .click();
      await expect(page.getByRole("dialog")).toBeVisible();
      await check();
      await page.keyboard.press("Escape");
      await done.getByRole("link", { name: "Details" }).click();
      await expect(page.getByRole("heading", { name: /^Release of 2/ })).toBeVisible();
      await check();
      await page.goto("/releases");
      await check();
    });
  });
}
