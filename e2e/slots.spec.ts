import { expect, test } from "./fixtures";

test("when all slots are held, the refused person sees who holds them and frees one", async ({
  page,
  sessionsPage,
  createSession,
  browserbase,
}) => {
  const [project] = await browserbase.projects.list();
  const slots = project?.concurrency ?? 0;
  const held: string[] = [];
  for (let slot = 0; slot < slots; slot += 1) held.push((await createSession({ keepAlive: true })).id);
  await sessionsPage.open();
  await page.getByRole("button", { name: "New session" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Create session" }).click();
  await page.getByRole("button", { name: "Who holds the slots" }).click();
  const holders = page.getByRole("dialog", { name: "Who holds the slots" });
  await expect(holders.getByRole("listitem")).toHaveCount(slots);
  // It is nobody's and new, so that one press does not do.
  await holders
    .getByRole("button", { name: /^Release / })
    .first()
    .click();
  await holders.getByRole("button", { name: /^Release anyway / }).click();
  await expect(holders.getByRole("status")).toContainText("One slot is about to be free.");
  const running = async () => (await browserbase.sessions.list({ status: "RUNNING" })).length;
  await expect.poll(running, { timeout: 20_000 }).toBe(slots - 1);
  await holders.getByRole("button", { name: "Back to the new session" }).click();
  await expect(page.getByRole("dialog", { name: "New session" })).toBeVisible();
});
