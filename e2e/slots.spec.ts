import type Browserbase from "@browserbasehq/sdk";
import type { Page } from "@playwright/test";
import { expect, releaseAll, test } from "./fixtures";

// Each takes every slot of the console.
test.describe.configure({ mode: "default" });

type Create = (params: { keepAlive: true }) => Promise<{ id: string }>;

/** Holds every slot. Gives the ids. */
async function fill(create: Create, browserbase: Browserbase): Promise<string[]> {
  await releaseAll(browserbase);
  const [project] = await browserbase.projects.list();
  const held: string[] = [];
  for (let slot = 0; slot < (project?.concurrency ?? 0); slot += 1) held.push((await create({ keepAlive: true })).id);
  return held;
}

/** Up to where the form says that it was refused. */
async function ask(page: Page): Promise<void> {
  await page.getByRole("button", { name: "New session" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Create session" }).click();
}

test("when all slots are held, the refused person sees who holds them, and why not each goes, and frees one", async ({
  page,
  sessionsPage,
  createSession,
  browserbase,
}) => {
  const held = await fill(createSession, browserbase);
  const [slots, kept = ""] = [held.length, held[0]];
  await sessionsPage.open();
  await ask(page);
  const protection = { reason: "for a moment", until: Date.now() + 10_000 };
  await page.request.put(`/api/sessions/${kept}/protection`, { data: protection });
  await page.getByRole("button", { name: "Who holds the slots" }).click();
  const holders = page.getByRole("dialog", { name: "Who holds the slots" });
  await expect(holders.getByRole("listitem")).toHaveCount(slots);
  const name = kept.slice(0, 8);
  const holder = holders.getByRole("listitem").filter({ hasText: name });
  await expect(holder).toContainText("protected");
  await expect(holder.getByRole("button")).toHaveCount(0);
  // It is nobody's and new, so that it is asked for.
  await holder.getByRole("button", { name: `Release ${name} of unknown owner` }).click({ timeout: 20_000 });
  const question = holder.getByRole("group", { name: `Release ${name}?` });
  await expect(question).toContainText("It is of an unknown owner");
  const leftOut = [{ sessionId: kept, why: "protected" }];
  await page.route("**/api/releases", (route) => route.fulfill({ json: { release: null, leftOut } }), { times: 1 });
  await question.getByRole("button", { name: "Release anyway" }).click();
  await expect(holder.getByRole("alert")).toHaveText("Not released: protected.");

  await holder.getByRole("button", { name: /^Release/ }).click();
  await question.getByRole("button", { name: "Release anyway" }).click();
  await expect(holders.getByRole("status")).toContainText("One slot is about to be free.");
  const running = async () => (await browserbase.sessions.list({ status: "RUNNING" })).length;
  await expect.poll(running, { timeout: 20_000 }).toBe(slots - 1);
  await expect(holders.getByRole("status")).toContainText("A slot is free.");
  await holders.getByRole("button", { name: "Back to the new session" }).click();
  await expect(page.getByRole("dialog", { name: "New session" })).toBeVisible();
});

test("the keyboard alone frees a slot: the first holder has the focus, and then the way back", async ({
  page,
  sessionsPage,
  createSession,
  browserbase,
}) => {
  const slots = (await fill(createSession, browserbase)).length;
  await sessionsPage.open();
  await ask(page);
  await page.getByRole("button", { name: "Who holds the slots" }).press("Enter");
  const holders = page.getByRole("dialog", { name: "Who holds the slots" });
  const first = holders
    .getByRole("listitem")
    .first()
    .getByRole("button", { name: /^Release/ });
  await expect(first).toBeFocused();
  await page.keyboard.press("Enter");
  const question = holders.getByRole("group", { name: /^Release / });
  await expect(question).toBeFocused();
  // As of whoever presses twice.
  await page.keyboard.press("Enter");
  await expect(question).toContainText("It is of an unknown owner");
  expect(await browserbase.sessions.list({ status: "RUNNING" })).toHaveLength(slots);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(holders.getByRole("button", { name: "Back to the new session" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: "New session" })).toBeVisible();
});
