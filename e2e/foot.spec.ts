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

test("Escape closes the panel under the bell and the menu of the person, and then clears the selection", async ({
  page,
  sessionsPage,
  createSession,
}) => {
  const { id } = await createSession({ keepAlive: true, userMetadata: { mark: "escape-spec" } });
  await sessionsPage.open("?q=escape-spec");
  await sessionsPage.selectBox(id).click();
  const selection = page.getByRole("region", { name: "Selection" });
  await expect(selection).toContainText("1 selected");
  for (const opener of [page.getByRole("button", { name: /^Notices/ }), page.getByRole("button", { name: /@/ })]) {
    await opener.click();
    await expect(page.locator("[popover]:popover-open")).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(page.locator("[popover]:popover-open")).toHaveCount(0);
    await expect(selection).toBeVisible();
  }
  await page.keyboard.press("Escape");
  await expect(selection).toHaveCount(0);
  await page.getByRole("button", { name: /^Notices/ }).click();
  await page.keyboard.press("Escape");
  await expect(page.locator("[popover]:popover-open")).toHaveCount(0);
});
