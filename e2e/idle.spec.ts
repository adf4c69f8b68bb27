import type { Page } from "@playwright/test";
import { test } from "./aged-console";
import type { AgingUpstream } from "./aging-upstream";
import { expect, expectAccessible, releaseAll, type SessionsPage } from "./fixtures";
import { protect } from "./release-sessions";

// A log is read again after a minute.
test.describe.configure({ timeout: 180_000 });

type Create = (params: {
  keepAlive: true;
  api_timeout: number;
  userMetadata: { mark: string };
}) => Promise<{ id: string }>;

/** Sessions whose last command was 42, 31, … minutes ago, and one that is in use; the page knows it of all of them. */
async function createIdle(create: Create, upstream: AgingUpstream, sessionsPage: SessionsPage, mark = "idle-spec") {
  const params = { keepAlive: true as const, api_timeout: 3600, userMetadata: { mark } };
  const idle: string[] = [];
  for (const minutes of [42, 31]) {
    const { id } = await create(params);
    upstream.age(id, minutes);
    idle.push(id);
  }
  const { id: busy } = await create(params);
  upstream.use(busy);
  await sessionsPage.open();
  await expect(sessionsPage.row(idle[0] ?? "")).toContainText(/idle 4\d min/, { timeout: 90_000 });
  await expect(sessionsPage.row(idle[1] ?? "")).toContainText(/idle 3\d min/, { timeout: 90_000 });
  await expect(sessionsPage.row(busy)).toContainText(/active (now|\d+ s ago)/, { timeout: 90_000 });
  return { idle, busy };
}

/** A session of the admin's own whose last command was so long ago. */
async function createOwn(page: Page, upstream: AgingUpstream, minutes: number): Promise<string> {
  const answer = await page.request.post("/api/sessions", { data: { keepAlive: true, timeoutSeconds: 3600 } });
  const { id } = (await answer.json()).session;
  upstream.age(id, minutes);
  return id;
}

test("every idle session is released with two keystrokes, and no other", async ({
  page,
  sessionsPage,
  createSession,
  browserbase,
  upstream,
}) => {
  const { idle, busy } = await createIdle(createSession, upstream, sessionsPage);
  await page.keyboard.press("Shift+R");
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("WhoseNone yours · 2 of unknown owners");
  await expect(dialog.getByRole("button", { name: "Release 2, 2 not yours" })).toBeFocused();
  await page.keyboard.press("Enter");

  await expect(page.getByRole("region", { name: "Release under way" })).toContainText("Releasing 2");
  for (const id of idle) await expect(sessionsPage.row(id)).toContainText("COMPLETED", { timeout: 30_000 });
  for (const id of idle) expect((await browserbase.sessions.retrieve(id)).status).toBe("COMPLETED");
  expect((await browserbase.sessions.retrieve(busy)).status).toBe("RUNNING");
});

test("every idle session is released with two clicks, and the idlest is the first row", async ({
  page,
  sessionsPage,
  createSession,
  upstream,
}) => {
  const { idle } = await createIdle(createSession, upstream, sessionsPage);
  const [idlest = ""] = idle;
  await expect(sessionsPage.row(idlest)).toHaveAttribute("aria-rowindex", "2");
  await expect(sessionsPage.row(idlest)).toContainText("proven · last command");
  const summary = page.getByRole("region", { name: "Summary" });
  await expect(summary).toContainText("2 keepAlive sessions are idle");
  await expect(summary.getByText(/^\d free, 2 held by idle ones$/)).toBeInViewport();
  await expect(summary).toContainText(/Left alone they hold 2 slots and burn \d+\.\d h/);
  await expectAccessible(page);
  await summary.getByRole("button", { name: "Release 2 idle" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Release 2, 2 not yours" }).click();
  await expect(summary).toContainText("2 idle sessions are being released");
  await expect(summary.getByText(/^\d free, 2 held by idle ones$/)).toBeVisible();
  for (const id of idle) await expect(sessionsPage.row(id)).toContainText("COMPLETED", { timeout: 30_000 });
});

test("when all slots are held, one key frees the one that is proven idle", async ({
  page,
  sessionsPage,
  createSession,
  browserbase,
  upstream,
}) => {
  await releaseAll(browserbase);
  const { id } = await createSession({ keepAlive: true, api_timeout: 3600 });
  upstream.age(id, 42);
  const [project] = await browserbase.projects.list();
  for (let slot = 1; slot < (project?.concurrency ?? 0); slot += 1) await createSession({ keepAlive: true });
  await sessionsPage.open();
  await expect(sessionsPage.row(id)).toContainText(/idle 4\d min/, { timeout: 90_000 });
  await page.getByRole("button", { name: "New session" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Create session" }).click();
  await page.getByRole("button", { name: "Who holds the slots" }).press("Enter");
  const holders = page.getByRole("dialog", { name: "Who holds the slots" });
  await expect(holders.getByRole("button", { name: `Release ${id.slice(0, 8)}` })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(holders.getByRole("button", { name: "Back to the new session" })).toBeFocused();
  const status = async () => (await browserbase.sessions.retrieve(id)).status;
  await expect.poll(status, { timeout: 20_000 }).toBe("COMPLETED");
});

test("a session that becomes active while its release waits is skipped, and its row says so", async ({
  page,
  sessionsPage,
  createSession,
  browserbase,
  upstream,
}) => {
  const { idle } = await createIdle(createSession, upstream, sessionsPage);
  const [revived = "", other = ""] = idle;
  await page.keyboard.press("Shift+R");
  await page.getByRole("dialog").getByRole("button", { name: "Release 2, 2 not yours" }).click();
  upstream.age(revived, 0);
  await expect(sessionsPage.row(other)).toContainText("COMPLETED", { timeout: 30_000 });
  await expect(sessionsPage.row(revived)).toContainText(/not released: active (\d+ s|just) before it was to end/, {
    timeout: 30_000,
  });
  await expect(page.getByRole("region", { name: "Release is done" })).toContainText(
    /1 released · 1 skipped: active \d+ s ago/,
    { timeout: 30_000 },
  );
  expect((await browserbase.sessions.retrieve(revived)).status).toBe("RUNNING");
  // What holds for the row from now on comes first, and the bar alone announced the result.
  await expect(sessionsPage.row(revived).getByRole("alert")).toHaveCount(0);
  const protection = { reason: "somebody is back", forSeconds: 600 };
  await page.request.put(`/api/sessions/${revived}/protection`, { data: protection });
  await expect(sessionsPage.row(revived)).toContainText(/protected until [\d:]+ · not released: active/);

  // In the result what was not released comes first.
  await page.goto("/releases");
  await page.getByRole("list", { name: "Releases" }).getByRole("link").first().click();
  const outcomes = page.getByRole("list", { name: "Sessions" }).getByRole("listitem");
  await expect(outcomes).toContainText(["skipped", "released"]);
});

test("what came into use since it was asked about, or tried, is asked about anew, and else is not", async ({
  page,
  sessionsPage,
  createSession,
  browserbase,
  upstream,
}) => {
  const id = await createOwn(page, upstream, 42);
  const { id: other } = await createSession({ keepAlive: true, api_timeout: 3600 });
  upstream.age(other, 5);
  await sessionsPage.open();
  await expect(sessionsPage.row(id)).toContainText(/idle 4\d min/, { timeout: 90_000 });
  await expect(sessionsPage.row(other)).toContainText(/idle \d min/, { timeout: 90_000 });
  await page.route("**/api/releases", (route) => route.abort(), { times: 2 });
  await sessionsPage.releaseButton(id).click();
  const tryAgain = sessionsPage.row(id).getByRole("button", { name: "Try again" });
  await tryAgain.click();
  await expect(sessionsPage.row(id).getByRole("alert")).toContainText("It is not known whether");
  const question = sessionsPage.question(other);
  await sessionsPage.releaseButton(other).click();
  await expect(question).toContainText("seems idle");
  for (const one of [id, other]) upstream.use(one);
  await expect(question).toContainText("was active", { timeout: 90_000 });
  await question.getByRole("button", { name: "Release anyway" }).click();
  await expect(question).toContainText("It has changed since you were asked.");
  expect((await browserbase.sessions.retrieve(other)).status).toBe("RUNNING");
  await question.getByRole("button", { name: "Release anyway" }).click();
  await sessionsPage.releaseNowButton(other).click();
  await expect(sessionsPage.row(other)).toContainText("COMPLETED", { timeout: 30_000 });

  await expect(page.getByRole("region", { name: "Summary" })).not.toContainText("is idle", { timeout: 90_000 });
  await tryAgain.click();
  await expect(sessionsPage.question(id)).toContainText(/It is yours, and was active/);
  expect((await browserbase.sessions.retrieve(id)).status).toBe("RUNNING");
  await sessionsPage.question(id).getByRole("button", { name: "Release anyway" }).click();
  await sessionsPage.releaseNowButton(id).click();
  await expect(sessionsPage.row(id)).toContainText("COMPLETED", { timeout: 30_000 });
});

test("what comes into use while the dialog is open takes a tick of its own, one's own too, and stays without", async ({
  page,
  sessionsPage,
  browserbase,
  upstream,
}) => {
  const own = [await createOwn(page, upstream, 42), await createOwn(page, upstream, 31)];
  const [revived = "", other = ""] = own;
  await sessionsPage.open();
  await expect(sessionsPage.row(revived)).toContainText(/idle 4\d min/, { timeout: 90_000 });
  await expect(sessionsPage.row(other)).toContainText(/idle 3\d min/, { timeout: 90_000 });
  await page.keyboard.press("Shift+R");
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("button", { name: "Release 2", exact: true })).toBeFocused();
  await expect(dialog.getByRole("checkbox")).toHaveCount(0);
  upstream.use(revived);
  await expect(dialog).toContainText("1 active in the last minute", { timeout: 90_000 });
  await expect(dialog).toContainText(`1 in use: about:blank · ${revived.slice(0, 8)} (admin@keepwatch.test)`, {
    timeout: 90_000,
  });
  await expect(dialog.getByRole("button", { name: "Release 1", exact: true })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(sessionsPage.row(other)).toContainText("COMPLETED", { timeout: 30_000 });
  expect((await browserbase.sessions.retrieve(revived)).status).toBe("RUNNING");
  await browserbase.sessions.update(revived, { status: "REQUEST_RELEASE" });
});

test("what is idle by an empty log takes a tick of its own, one's own too, and else stays", async ({
  page,
  sessionsPage,
  browserbase,
  upstream,
}) => {
  const used = await createOwn(page, upstream, 42);
  const answer = await page.request.post("/api/sessions", { data: { keepAlive: true, timeoutSeconds: 3600 } });
  const { id: empty } = (await answer.json()).session;
  upstream.startEarlier(empty, 20);
  await sessionsPage.open();
  await expect(sessionsPage.row(used)).toContainText(/idle 4\d min/, { timeout: 90_000 });
  await expect(sessionsPage.row(empty)).toContainText(/likely · its log is empty/, { timeout: 90_000 });
  await page.keyboard.press("Shift+R");
  const dialog = page.getByRole("dialog");
  const name = `about:blank · ${empty.slice(0, 8)} (admin@keepwatch.test)`;
  await expect(dialog).toContainText(`1 whose log is empty (never used, or not logged): ${name}`);
  await dialog.getByRole("checkbox").check();
  await expect(dialog.getByRole("button", { name: "Release 2", exact: true })).toBeVisible();
  await dialog.getByRole("checkbox").uncheck();
  await dialog.getByRole("button", { name: "Release 1", exact: true }).click();
  await expect(sessionsPage.row(used)).toContainText("COMPLETED", { timeout: 30_000 });
  expect((await browserbase.sessions.retrieve(empty)).status).toBe("RUNNING");
  await browserbase.sessions.update(empty, { status: "REQUEST_RELEASE" });
});

test("one's own session whose log is still empty after minutes takes an answer", async ({
  page,
  sessionsPage,
  upstream,
}) => {
  const answer = await page.request.post("/api/sessions", { data: { keepAlive: true, timeoutSeconds: 3600 } });
  const { id } = (await answer.json()).session;
  upstream.startEarlier(id, 5);
  await sessionsPage.open();
  // By its log it may be in use all the same: what is switched off is empty, too.
  await expect(sessionsPage.row(id)).toContainText(/idle \d/, { timeout: 90_000 });
  await sessionsPage.releaseButton(id).click();
  const question = sessionsPage.question(id);
  await expect(question).toContainText("It is yours, and its log is empty: it was never used, or is not logged.");
  await question.getByRole("button", { name: "Release anyway" }).click();
  await expect(sessionsPage.row(id)).toContainText("COMPLETED", { timeout: 30_000 });
});

test("what is idle and protected is counted apart, and nobody is urged to release it", async ({
  page,
  sessionsPage,
  createSession,
  upstream,
}) => {
  const { id } = await createSession({ keepAlive: true, api_timeout: 3600 });
  upstream.age(id, 42);
  await sessionsPage.open();
  const summary = page.getByRole("region", { name: "Summary" });
  await expect(summary).toContainText("1 keepAlive session is idle", { timeout: 90_000 });
  await expect(sessionsPage.releaseButton(id)).toHaveAttribute("data-urged", "true");
  await protect(page.request, id, "KYC");
  await expect(summary).toContainText("Nothing to releaseThe 1 idle session is protected.");
  await expect(sessionsPage.releaseButton(id)).toHaveAttribute("data-urged", "false");
});

test("the chip shows what is idle for more than ten minutes, and nothing else", async ({
  page,
  sessionsPage,
  createSession,
  upstream,
}) => {
  const { idle, busy } = await createIdle(createSession, upstream, sessionsPage);
  await page.getByRole("button", { name: "Idle > 10 min" }).click();
  await expect(sessionsPage.row(busy)).toHaveCount(0);
  for (const id of idle) await expect(sessionsPage.row(id)).toBeVisible();
  await expect(page).toHaveURL(/idle=true/);
});

test("a group says how many of its sessions are proven idle, and releases them but what is protected", async ({
  page,
  sessionsPage,
  createSession,
  browserbase,
  upstream,
}) => {
  const { idle, busy } = await createIdle(createSession, upstream, sessionsPage, "group-spec");
  const [released = "", kept = ""] = idle;
  const protection = { reason: "somebody is back", forSeconds: 600 };
  await page.request.put(`/api/sessions/${kept}/protection`, { data: protection });
  // What earlier tests have ended would fill the screen.
  await sessionsPage.open("?q=group-spec");
  await page.getByRole("combobox", { name: "Group by" }).selectOption("status");
  const group = page.getByRole("row", { name: "Group RUNNING" });
  await expect(group).toContainText("3 sessions · 2 idle ·");
  await expect(page.getByText(/^Groups are sorted by name, and each of them by what one would act on/)).toBeVisible();
  await group.getByRole("button", { name: "Release 1 idle of RUNNING" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Release 1, 1 not yours" }).click();
  await expect(sessionsPage.row(released)).toContainText("COMPLETED", { timeout: 30_000 });
  await expect(group.getByRole("button", { name: /^Release/ })).toHaveCount(0);
  for (const id of [kept, busy]) expect((await browserbase.sessions.retrieve(id)).status).toBe("RUNNING");
});
