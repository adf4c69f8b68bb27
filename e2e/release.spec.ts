import { UNDO_MS } from "@/lib/domain/release";
import { expect, test } from "./fixtures";
import { processesNaming } from "./processes";
import { protect } from "./release-sessions";

test("an operator releases a session that is nobody's, and its browser is gone", async ({
  sessionsPage,
  createSession,
  browserbase,
}) => {
  const { id } = await createSession({ keepAlive: true, api_timeout: 900 });
  await sessionsPage.open();
  expect(processesNaming(id).length).toBeGreaterThan(0);

  await sessionsPage.releaseButton(id).click();
  await expect(sessionsPage.question(id)).toContainText("It is of an unknown owner");
  await expect(sessionsPage.question(id)).toContainText("Ends it for every client, 14 min early.");
  await sessionsPage.question(id).getByRole("button", { name: "Release anyway" }).click();
  await expect(sessionsPage.row(id)).toContainText(/Releasing in \d s/);
  await sessionsPage.releaseNowButton(id).click();

  await expect(sessionsPage.row(id)).toContainText("COMPLETED");
  await expect(sessionsPage.row(id)).toContainText("released by admin@keepwatch.test");
  await expect(sessionsPage.timer(id)).toHaveText("Ended");
  await expect(sessionsPage.releaseButton(id)).toHaveCount(0);
  expect((await browserbase.sessions.retrieve(id)).status).toBe("COMPLETED");
  await expect.poll(() => processesNaming(id)).toEqual([]);
});

test("one's own session goes at the first press just after its start, and comes back by Undo", async ({
  page,
  sessionsPage,
  browserbase,
}) => {
  const answer = await page.request.post("/api/sessions", { data: { keepAlive: true } });
  const { id } = (await answer.json()).session;
  await sessionsPage.open();
  await expect(sessionsPage.row(id)).toContainText("admin@keepwatch.test");
  await sessionsPage.releaseButton(id).click();
  await sessionsPage.undoButton(id).click();
  await expect(sessionsPage.releaseButton(id)).toBeVisible();
  // By when it would have been sent.
  await page.waitForTimeout(UNDO_MS + 1_000);
  expect((await browserbase.sessions.retrieve(id)).status).toBe("RUNNING");
});

test("the row says Releasing… before the server has answered", async ({ page, sessionsPage, createSession }) => {
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
  await page.getByRole("button", { name: "Release anyway" }).click();
  await expect(sessionsPage.row(id)).toContainText("Releasing…");
  letGo();
  await sessionsPage.releaseNowButton(id).click();
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
  await expect(page.getByRole("button", { name: "Release anyway" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(sessionsPage.releaseButton(id)).toBeFocused();
  expect((await browserbase.sessions.retrieve(id)).status).toBe("RUNNING");
});

test("releasing what has ended already is no error", async ({ page, sessionsPage, createSession, browserbase }) => {
  const { id } = await createSession({ keepAlive: true });
  await sessionsPage.open();
  await sessionsPage.releaseButton(id).click();
  await sessionsPage.question(id).getByRole("button", { name: "Release anyway" }).click();
  await expect(sessionsPage.undoButton(id)).toBeVisible();
  await browserbase.sessions.update(id, { status: "REQUEST_RELEASE" });
  await expect(sessionsPage.row(id)).toContainText("COMPLETED");
  await expect(sessionsPage.row(id).getByRole("alert")).toHaveCount(0);
  await page.goto("/releases");
  // It is looked at when its five seconds are over.
  const newest = page.getByRole("list", { name: "Releases" }).getByRole("listitem").first();
  await expect(newest).toContainText("1 had ended already", { timeout: UNDO_MS + 15_000 });
});

test("a session without keepAlive has no Release button and says how it ends", async ({
  sessionsPage,
  createSession,
}) => {
  const { id } = await createSession();
  await sessionsPage.open();
  await expect(sessionsPage.row(id)).toContainText("ends with its client");
  await expect(sessionsPage.releaseButton(id)).toHaveCount(0);
  await expect(sessionsPage.selectBox(id)).toHaveCount(0);
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
  await page.getByRole("button", { name: "Release anyway" }).click();
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
  await page.getByRole("button", { name: "Release anyway" }).click();
  await expect(sessionsPage.row(id).getByRole("alert")).toContainText("does not answer");
  await page.getByRole("button", { name: "Try again" }).click();
  await sessionsPage.releaseNowButton(id).click();
  await expect(sessionsPage.row(id)).toContainText("COMPLETED");
});

test("a protected session says why to everybody, and takes its short id to be released", async ({
  page,
  sessionsPage,
  createSession,
}) => {
  const { id } = await createSession({ keepAlive: true, api_timeout: 3600 });
  const name = id.slice(0, 8);
  await sessionsPage.open();
  await sessionsPage
    .row(id)
    .getByRole("button", { name: `Protect ${name}` })
    .click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Protect", exact: true }).click();
  await expect(dialog.getByRole("alert")).toContainText("Say why");
  await dialog.getByRole("textbox", { name: "Reason" }).fill("KYC form being filled");
  await dialog.getByRole("button", { name: "Protect", exact: true }).click();
  await expect(sessionsPage.row(id)).toContainText("“KYC form being filled” · admin@keepwatch.test");

  await sessionsPage.releaseButton(id).click();
  const question = sessionsPage.question(id);
  const confirm = question.getByRole("button", { name: "Release anyway" });
  await expect(confirm).toHaveAttribute("aria-disabled", "true");
  await question.getByRole("textbox", { name: "Short id" }).fill("another");
  await expect(confirm).toHaveAttribute("aria-disabled", "true");
  await question.getByRole("textbox", { name: "Short id" }).fill(name);
  await confirm.click();
  await sessionsPage.releaseNowButton(id).click();
  await expect(sessionsPage.row(id)).toContainText("COMPLETED");
});

test("a session that is protected while one is asked takes its short id, at the next try too", async ({
  page,
  sessionsPage,
  createSession,
}) => {
  const { id } = await createSession({ keepAlive: true, api_timeout: 3600 });
  await sessionsPage.open();
  await sessionsPage.releaseButton(id).click();
  await page.route(
    "**/api/releases",
    async (route) => {
      await page.request.put(`/api/sessions/${id}/protection`, { data: { reason: "just now", forSeconds: 600 } });
      await route.continue();
    },
    { times: 1 },
  );
  const question = sessionsPage.question(id);
  await question.getByRole("button", { name: "Release anyway" }).click();
  await question.getByRole("textbox", { name: "Short id" }).fill(id.slice(0, 8));
  await question.getByRole("button", { name: "Release anyway" }).click();
  await sessionsPage.releaseNowButton(id).click();
  await expect(sessionsPage.row(id)).toContainText("COMPLETED");
});

test("an id that was typed for another protection than there is by then is asked for anew, in place of any other question", async ({
  page,
  sessionsPage,
  createSession,
}) => {
  const { id } = await createSession({ keepAlive: true, api_timeout: 3600 });
  const other = await createSession({ keepAlive: true });
  await protect(page.request, id, "for a demo");
  await sessionsPage.open();
  await sessionsPage.releaseButton(id).click();
  let letGo = () => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await page.route(
    "**/api/releases",
    async (route) => {
      await held;
      await protect(page.request, id, "for another");
      await route.continue();
    },
    { times: 1 },
  );
  const question = sessionsPage.question(id);
  await question.getByRole("textbox", { name: "Short id" }).fill(id.slice(0, 8));
  await question.getByRole("button", { name: "Release anyway" }).click();
  await sessionsPage.releaseButton(other.id).click();
  await expect(sessionsPage.question(other.id)).toBeVisible();
  letGo();
  await expect(question.getByTitle("“for another”")).toBeVisible();
  await expect(question.getByRole("textbox", { name: "Short id" })).toHaveValue("");
  await expect(sessionsPage.question(other.id)).toHaveCount(0);
  await question.getByRole("textbox", { name: "Short id" }).fill(id.slice(0, 8));
  await question.getByRole("button", { name: "Release anyway" }).click();
  await sessionsPage.releaseNowButton(id).click();
  await expect(sessionsPage.row(id)).toContainText("COMPLETED");
});

test("a protection is taken away again", async ({ page, sessionsPage, createSession }) => {
  const { id } = await createSession({ keepAlive: true, api_timeout: 3600 });
  const name = id.slice(0, 8);
  await protect(page.request, id, "for a moment");
  await sessionsPage.open();
  await sessionsPage
    .row(id)
    .getByRole("button", { name: `Protection of ${name}` })
    .click();
  await page.getByRole("dialog").getByRole("button", { name: "Protect no longer" }).click();
  await expect(sessionsPage.row(id)).not.toContainText("for a moment");
  await expect(sessionsPage.row(id).getByRole("button", { name: `Protect ${name}` })).toBeVisible();
});
