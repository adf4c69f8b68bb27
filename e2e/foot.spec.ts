import { expect, test } from "./fixtures";

test("an Undo that fails says so where it was pressed, and what works later is told again", async ({
  page,
  sessionsPage,
  createSession,
}) => {
  const { id } = await createSession({ keepAlive: true, api_timeout: 3600, userMetadata: { mark: "undo-fails" } });
  const name = id.slice(0, 8);
  await sessionsPage.open("?q=undo-fails");
  await sessionsPage.releaseButton(id).click();
  await sessionsPage.question(id).getByRole("button", { name: "Release anyway" }).click();
  await page.route("**/api/releases/*/cancel", (route) => route.abort());
  await sessionsPage.undoButton(id).click();
  const problem = page.getByRole("alert").filter({ hasText: "Undo did not work" });
  await expect(problem).toBeInViewport();
  await expect(sessionsPage.row(id)).toContainText("COMPLETED", { timeout: 20_000 });
  await expect(page.getByRole("status").filter({ hasText: `Session ${name} has ended` })).toBeAttached();
  await problem.getByRole("button", { name: "Put the problem away" }).click();
  await expect(problem).toHaveCount(0);
});
