import { expect, test } from "./fixtures";
import { processesNaming } from "./processes";

/** What tells the page how sessions are now. */
const CURRENT = /\/api\/(feed|sessions)$/;

test("an operator releases a keepAlive session, and its browser is gone", async ({
  sessionsPage,
  createSession,
  browserbase,
}) => {
  const { id } = await createSession({ keepAlive: true, api_timeout: 900 });
  await sessionsPage.open();
  expect(processesNaming(id).length).toBeGreaterThan(0);

  await sessionsPage.releaseButton(id).click();
  const question = sessionsPage.row(id).getByRole("group", { name: `Release ${id.slice(0, 8)}?` });
  await expect(question).toContainText("Ends it now, for every client, 14 min early.");
  await question.getByRole("button", { name: "Release now" }).click();

  await expect(sessionsPage.row(id)).toContainText("COMPLETED");
  await expect(sessionsPage.timer(id)).toHaveText("Ended");
  await expect(sessionsPage.releaseButton(id)).toHaveCount(0);
  expect((await browserbase.sessions.retrieve(id)).status).toBe("COMPLETED");
  await expect.poll(() => processesNaming(id)).toEqual([]);
});

test("the row says Releasing… before upstream has answered", async ({ page, sessionsPage, createSession }) => {
  const { id } = await createSession({ keepAlive: true });
  await sessionsPage.open();
  let letGo = () => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await page.route("**/api/releases", async (route) => {
    await held;
    await route.continue();
  });

  await sessionsPage.releaseButton(id).click();
  await page.getByRole("button", { name: "Release now" }).click();
  await expect(sessionsPage.row(id)).toContainText("Releasing…");
  letGo();
  await expect(sessionsPage.row(id)).toContainText("COMPLETED");
});

test("Cancel and Escape change nothing and give the focus back to the button", async ({
  page,
  sessionsPage,
  createSession,
  browserbase,
}) => {
  const { id } = await createSession({ keepAlive: true });
  await sessionsPage.open();

  await sessionsPage.releaseButton(id).click();
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(sessionsPage.releaseButton(id)).toBeFocused();

  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Release now" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(sessionsPage.releaseButton(id)).toBeFocused();
  expect((await browserbase.sessions.retrieve(id)).status).toBe("RUNNING");
});

test("releasing what has ended already is no error", async ({ page, sessionsPage, createSession, browserbase }) => {
  const { id } = await createSession({ keepAlive: true });
  // The page does not learn of the end before the person answers its question.
  await page.route(CURRENT, (route) => route.abort());
  await expect(async () => {
    await sessionsPage.open();
    await expect(sessionsPage.row(id)).toBeVisible({ timeout: 500 });
  }).toPass();
  await sessionsPage.releaseButton(id).click();
  await browserbase.sessions.update(id, { status: "REQUEST_RELEASE" });
  await expect.poll(async () => (await browserbase.sessions.retrieve(id)).status).toBe("COMPLETED");
  await page.getByRole("button", { name: "Release now" }).click();
  await expect(page.getByRole("button", { name: "Release now" })).toHaveCount(0);
  await page.unroute(CURRENT);
  await expect(sessionsPage.row(id)).toContainText("COMPLETED");
  await expect(sessionsPage.row(id).getByRole("alert")).toHaveCount(0);
});

test("a session without keepAlive has no Release button and says how it ends", async ({
  sessionsPage,
  createSession,
}) => {
  const { id } = await createSession();
  await sessionsPage.open();
  await expect(sessionsPage.row(id)).toContainText("ends with its client");
  await expect(sessionsPage.releaseButton(id)).toHaveCount(0);
});

test("a release that fails late takes no focus from what the person does by then", async ({
  page,
  sessionsPage,
  createSession,
}) => {
  const { id } = await createSession({ keepAlive: true, userMetadata: { team: "late" } });
  await sessionsPage.open();
  let fail = () => {};
  const held = new Promise<void>((resolve) => {
    fail = resolve;
  });
  await page.route("**/api/releases", async (route) => {
    await held;
    await route.abort();
  });
  await sessionsPage.releaseButton(id).click();
  await page.getByRole("button", { name: "Release now" }).click();
  const filter = page.getByRole("searchbox", { name: "Filter sessions" });
  await filter.fill("late");
  fail();
  await expect(sessionsPage.row(id).getByRole("alert")).toBeVisible();
  await expect(filter).toBeFocused();
});

test("a failed release says why, and trying again works", async ({ page, sessionsPage, createSession }) => {
  const { id } = await createSession({ keepAlive: true });
  await sessionsPage.open();
  await page.route("**/api/releases", (route) => route.abort(), { times: 1 });
  await sessionsPage.releaseButton(id).click();
  await page.getByRole("button", { name: "Release now" }).click();
  await expect(sessionsPage.row(id).getByRole("alert")).toContainText("does not answer");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(sessionsPage.row(id)).toContainText("COMPLETED");
});
