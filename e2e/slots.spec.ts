import { expect, test } from "./fixtures";

test("when all slots are held, the refused person sees who holds them, and why not each goes, and frees one", async ({
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
  const [kept = ""] = held;
  const protection = { reason: "for a moment", until: Date.now() + 10_000 };
  await page.request.put(`/api/sessions/${kept}/protection`, { data: protection });
  await page.getByRole("button", { name: "Who holds the slots" }).click();
  const holders = page.getByRole("dialog", { name: "Who holds the slots" });
  await expect(holders.getByRole("listitem")).toHaveCount(slots);
  const name = kept.slice(0, 8);
  const holder = holders.getByRole("listitem").filter({ hasText: name });
  await expect(holder).toContainText("protected");
  await expect(holder.getByRole("button")).toHaveCount(0);
  // It is nobody's and new, so that one press does not do.
  await holder.getByRole("button", { name: `Release ${name}` }).click({ timeout: 20_000 });
  const leftOut = [{ sessionId: kept, why: "protected" }];
  await page.route("**/api/releases", (route) => route.fulfill({ json: { release: null, leftOut } }), { times: 1 });
  await holder.getByRole("button", { name: `Release anyway ${name}` }).click();
  await expect(holder.getByRole("alert")).toHaveText("Not released: protected.");

  await holder.getByRole("button", { name: `Release anyway ${name}` }).click();
  await expect(holders.getByRole("status")).toContainText("One slot is about to be free.");
  const running = async () => (await browserbase.sessions.list({ status: "RUNNING" })).length;
  await expect.poll(running, { timeout: 20_000 }).toBe(slots - 1);
  await expect(holders.getByRole("status")).toContainText("A slot is free.");
  await holders.getByRole("button", { name: "Back to the new session" }).click();
  await expect(page.getByRole("dialog", { name: "New session" })).toBeVisible();
});
