import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { APIRequestContext, Page } from "@playwright/test";
import { AuditLogPage, openContext } from "./audit-page";
import { expect, test } from "./fixtures";
import { addPerson } from "./people";

/** More than two pages of fifty. */
const MANY = 110;

test("filters stand in the URL, survive a reload, and show a colleague the same", async ({
  page,
  browser,
  keepwatch,
  adminCookies,
}) => {
  const [one, other] = [randomUUID(), randomUUID()];
  const viewer = await addPerson(keepwatch.url, adminCookies, "viewer");
  const context = await openContext(browser, keepwatch.url, viewer.cookies);
  await protect(context.request, one);
  await protect(context.request, other);
  const log = new AuditLogPage(page);
  await log.open();

  await page.getByRole("searchbox", { name: "Who" }).fill(viewer.email.toUpperCase());
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(`/audit?who=${encodeURIComponent(viewer.email).replace("%40", "@")}`);
  await expect(log.entries()).toHaveCount(3);
  await page.getByRole("combobox", { name: "What" }).selectOption("Anything: sessions");
  await expect(log.entries()).toHaveCount(2);
  await page.getByRole("combobox", { name: "Outcome" }).selectOption("refused");
  await log
    .entries(one.slice(0, 8))
    .getByRole("button", { name: one.slice(0, 8) })
    .click();
  await expect(log.entries()).toHaveCount(1);
  await page.getByLabel("To", { exact: true }).fill("2020-01-01T00:00");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "No entry matches" })).toBeVisible();
  await page.goBack();
  await page.getByLabel("From", { exact: true }).fill("2020-01-01T00:00");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/[?&]from=2020-01-01T/);
  await expect.poll(() => log.sessionIds()).toEqual([one]);

  await page.reload();
  await expect(log.entries(viewer.email, "Protect a session", "refused")).toHaveCount(1);
  await expect(page.getByRole("searchbox", { name: "Who" })).toHaveValue(viewer.email);
  await expect(page.getByRole("combobox", { name: "Outcome" })).toHaveValue("refused");
  await expect(page.getByLabel("From", { exact: true })).toHaveValue("2020-01-01T00:00");

  const operator = await addPerson(keepwatch.url, adminCookies, "operator");
  const colleague = await openContext(browser, keepwatch.url, operator.cookies);
  const theirs = new AuditLogPage(await colleague.newPage());
  await theirs.page.goto(page.url());
  await expect(theirs.entries()).toHaveCount(1);
  await expect.poll(() => theirs.sessionIds()).toEqual([one]);

  await page.getByRole("button", { name: "Clear the filters" }).first().click();
  await expect(page).toHaveURL("/audit");
  await context.close();
  await colleague.close();
});

test("a filter that makes no sense says what is wrong with it, and exports nothing", async ({ page }) => {
  await page.goto("/audit?session=short");
  await expect(page.getByRole("searchbox", { name: "Session" })).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByText("session must be a session id, or at least its first 8 characters.")).toBeVisible();
  await expect(page.getByRole("link", { name: "Export as" })).toHaveCount(0);
  await page.getByRole("button", { name: "Clear the filters" }).first().click();
  await expect(page.getByRole("table", { name: "Audit log" })).toBeVisible();
});

test("page after page nothing is lost or doubled while new entries arrive", async ({
  page,
  browser,
  keepwatch,
  adminCookies,
}) => {
  test.slow();
  const mark = `paged-${randomUUID().slice(0, 8)}`;
  const ids = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, index) => `${mark}-${String(from + index).padStart(3, "0")}`);
  const viewer = await addPerson(keepwatch.url, adminCookies, "viewer");
  const context = await openContext(browser, keepwatch.url, viewer.cookies);
  const [early, late] = [ids(0, MANY), ids(MANY, MANY + 5)];
  for (const id of early) await protect(context.request, id);

  const log = new AuditLogPage(page);
  await log.open({ session: mark });
  await expect(log.entries()).toHaveCount(50);
  const older = page.getByRole("button", { name: "Load older" });
  for (const id of late) await protect(context.request, id);
  // By keyboard: the button stays where one is, and at the end there is something to stand on.
  await older.focus();
  await page.keyboard.press("Enter");
  await expect(log.entries()).toHaveCount(100);
  await expect(older).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(log.entries()).toHaveCount(MANY);
  await expect(page.getByText("Nothing older")).toBeFocused();
  await expect.poll(() => log.sessionIds()).toEqual(early.toReversed());

  await page.getByRole("button", { name: "Refresh" }).click();
  await expect(log.entries(viewer.email)).toHaveCount(MANY + late.length);
  await expect.poll(() => log.sessionIds()).toEqual([...early, ...late].toReversed());

  // The same log by the file, which is made of several pages too.
  const file = await download(page, "JSON");
  const records: { session: string; who: string; outcome: string }[] = JSON.parse(file);
  expect(records.map(({ session }) => session)).toEqual([...early, ...late].toReversed());
  expect(records.every(({ who, outcome }) => who === viewer.email && outcome === "refused")).toBe(true);
  await context.close();
});

test("an export holds what the filter says, runs no formula in a spreadsheet, and is told itself", async ({
  page,
  browser,
  keepwatch,
  adminCookies,
  createSession,
}) => {
  const { id } = await createSession();
  const operator = await addPerson(keepwatch.url, adminCookies, "operator");
  const context = await openContext(browser, keepwatch.url, operator.cookies);
  const formulas = ['=HYPERLINK("https://evil.example")', "+1", "-1", "@SUM(A1)"];
  for (const reason of formulas) await protect(context.request, id, reason);
  const log = new AuditLogPage(page);
  await log.open({ who: operator.email, what: "session.protect" });

  const [head = "", ...lines] = (await download(page, "CSV")).trimEnd().split("\n");
  expect(head).toBe("at,who,kind,role,address,action,session,target,reason,before,after,outcome,detail,requestId,id");
  expect(lines).toHaveLength(formulas.length);
  for (const line of lines) expect(line).toContain(`,${operator.email},person,operator,127.0.0.1,session.protect,`);
  const [newest = "", , , oldest = ""] = lines;
  expect(newest).toContain(",'@SUM(A1),");
  expect(oldest).toContain(`,"'=HYPERLINK(""https://evil.example"")",`);
  expect(lines.join("\n")).not.toMatch(/,"?[=+@-]/);

  const response = await page.request.get(`/api/audit/export?format=csv&who=${operator.email}`);
  expect(response.headers()).toMatchObject({ "content-type": "text/csv; charset=utf-8; header=present" });
  expect(response.headers()["content-length"]).toBeUndefined();
  await log.open({ who: "admin@keepwatch.test", what: "audit.export" });
  await expect(log.entries("Export the audit log", `who ${operator.email}`, "entries 4", "done")).toHaveCount(1);
  await context.close();
});

test("everything is there on a phone, and by the keyboard alone", async ({
  page,
  browser,
  keepwatch,
  adminCookies,
  createSession,
}) => {
  await page.setViewportSize({ width: 375, height: 740 });
  const { id } = await createSession();
  const operator = await addPerson(keepwatch.url, adminCookies, "operator");
  const context = await openContext(browser, keepwatch.url, operator.cookies);
  await protect(context.request, id, "A reason that is told at more length than a phone is wide");
  const log = new AuditLogPage(page);
  await log.open();

  await tabTo(page, "Who");
  await page.keyboard.type(operator.email);
  await page.keyboard.press("Enter");
  await expect(log.entries()).toHaveCount(2);
  await tabTo(page, "More filters");
  await page.keyboard.press("Enter");
  await tabTo(page, "What");
  await page.keyboard.type("Protect");
  await expect(log.entries()).toHaveCount(1);
  const entry = log.entries().first();
  for (const text of [operator.email, "operator", "from 127.0.0.1", "A reason that", id.slice(0, 8), "done"]) {
    await expect(entry.getByText(text).filter({ visible: true }).first()).toBeInViewport({ ratio: 0.9 });
  }
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  await tabTo(page, id.slice(0, 8));
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`session=${id}`));
  await context.close();
});

/** Protects a session, or is refused to, which leaves one entry whoever asks. */
async function protect(request: APIRequestContext, sessionId: string, reason = "It is needed"): Promise<void> {
  const response = await request.put(`/api/sessions/${sessionId}/protection`, { data: { forSeconds: 600, reason } });
  expect([200, 403]).toContain(response.status());
}

async function download(page: Page, format: "CSV" | "JSON"): Promise<string> {
  const downloading = page.waitForEvent("download");
  await page.getByRole("link", { name: `Export as ${format}` }).click();
  const file = await downloading;
  expect(file.suggestedFilename()).toMatch(new RegExp(`^keepwatch-audit-.*\\.${format.toLowerCase()}$`));
  return readFile(await file.path(), "utf8");
}

async function tabTo(page: Page, name: string): Promise<void> {
  await expect(async () => {
    await page.keyboard.press("Tab");
    await expect(page.locator(":focus")).toHaveAccessibleName(name, { timeout: 1 });
  }).toPass({ intervals: [0] });
}
