import type { Locator } from "@playwright/test";
import { expect, expectAccessible, test } from "./fixtures";

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

test("? shows every key, the button beside the list too, and the focus comes back", async ({
  page,
  sessionsPage,
  createSession,
}) => {
  await createSession({ keepAlive: true });
  await sessionsPage.open();
  const button = page.getByRole("button", { name: "Keyboard" });
  const keys = page.getByRole("dialog", { name: "Keyboard" });
  await button.focus();
  await page.keyboard.press("?");
  await expect(keys.getByRole("region", { name: "In the list" })).toContainText("Next row");
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(keys).toHaveCount(0);
  await expect(button).toBeFocused();
  await button.click();
  await expect(keys).toBeVisible();
  await keys.getByRole("button", { name: "Close" }).click();
  await page.keyboard.press("/");
  await page.keyboard.type("?");
  await expect(page.getByRole("searchbox")).toHaveValue("?");
  await expect(keys).toHaveCount(0);
});

test.describe("with a finger", () => {
  test.use({ viewport: { width: 375, height: 812 }, hasTouch: true, isMobile: true });

  test("a tap beside a small button is that button's and no other's", async ({ page, sessionsPage, createSession }) => {
    const { id } = await createSession({ keepAlive: true, userMetadata: { mark: "tap-spec", team: "growth" } });
    await sessionsPage.open("?q=tap-spec");
    const row = sessionsPage.row(id);
    const copy = row.getByRole("button", { name: /^Copy the full id/ });
    const history = row.getByRole("link", { name: /^History/ });
    const metadata = row.getByRole("button", { name: /metadata/ });
    await expect(metadata).toBeVisible();
    for (const [part, x, y] of [
      [copy, -17, 0],
      [copy, 5, 0],
      [history, -5, 0],
      [history, 17, 0],
      [metadata, 0, 18],
    ] as const) {
      const isHit = await part.evaluate(
        (element, [beyondX, beyondY]) => {
          const { left, right, top, bottom } = element.getBoundingClientRect();
          const atX = beyondX === 0 ? left + 4 : (beyondX > 0 ? right : left) + beyondX;
          const atY = beyondY === 0 ? (top + bottom) / 2 : bottom + beyondY;
          return document.elementFromPoint(atX, atY) === element;
        },
        [x, y] as const,
      );
      expect(isHit).toBe(true);
    }
    const bell = await page.getByRole("button", { name: /^Notices/ }).boundingBox();
    expect([bell?.width, bell?.height]).toEqual([36, 44]);
  });
});

for (const viewport of [
  { width: 1280, height: 800 },
  { width: 375, height: 812 },
]) {
  test.describe(`${viewport.width} px wide`, () => {
    test.use({ viewport });

    test("what lies at the foot of the page covers nothing else that does", async ({
      page,
      context,
      sessionsPage,
      createSession,
    }) => {
      const mark = `foot-${viewport.width}`;
      const create = () => createSession({ keepAlive: true, api_timeout: 3600, userMetadata: { mark } });
      const ids = [(await create()).id, (await create()).id];
      await sessionsPage.open(`?q=${mark}`);
      await sessionsPage.select(ids);
      await page.getByRole("button", { name: "Release 2", exact: true }).click();
      const dialog = page.getByRole("dialog");
      await dialog.getByRole("checkbox", { name: /that may be needed/ }).check();
      await dialog.getByRole("button", { name: "Release 2, 2 not yours" }).click();
      await sessionsPage.row(ids[0] ?? "").hover();
      const late = await create();
      const chip = page.getByRole("button", { name: /1 new.* · Apply/ });
      await expect(chip).toBeVisible();
      const bar = page.getByRole("region", { name: /^Release (under way|is done)/ });
      await expectApart([chip, bar]);
      await chip.click();
      await expect(sessionsPage.row(late.id)).toBeVisible();

      await sessionsPage.selectBox(late.id).click();
      await context.setOffline(true);
      const stale = page.getByText("Not updated since");
      await expect(stale).toBeVisible({ timeout: 40_000 });
      await expectApart([stale, page.getByRole("region", { name: "Selection" }), bar]);
      await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
      const note = page.getByText("Nothing moves while you point at it");
      await expectApart([note, stale, page.getByRole("region", { name: "Selection" }), bar]);
      await context.setOffline(false);
    });
  });
}

test("what has ended is selected no longer, and holds no list", async ({
  page,
  sessionsPage,
  createSession,
  browserbase,
}) => {
  const create = () => createSession({ keepAlive: true, api_timeout: 3600, userMetadata: { mark: "prune-spec" } });
  const [first, second] = [await create(), await create()];
  await sessionsPage.open("?q=prune-spec");
  await sessionsPage.selectBox(first.id).click();
  await sessionsPage.selectBox(second.id).click();
  const selection = page.getByRole("region", { name: "Selection" });
  await expect(selection).toContainText("2 selected");
  await page.getByRole("searchbox").hover();
  await browserbase.sessions.update(first.id, { status: "REQUEST_RELEASE" });
  await expect(selection).toContainText("1 selected");
  await expect(sessionsPage.row(first.id)).toHaveAttribute("aria-selected", "false");
  await browserbase.sessions.update(second.id, { status: "REQUEST_RELEASE" });
  await expect(selection).toHaveCount(0);
  const late = await create();
  await expect(sessionsPage.row(late.id)).toBeVisible();
});

/** None lies over another, as they now are. */
async function expectApart(parts: readonly Locator[]): Promise<void> {
  await expect(async () => {
    const boxes = await Promise.all(parts.map((part) => part.boundingBox({ timeout: 1_000 })));
    const sorted = boxes.map((box) => ({ top: box?.y ?? 0, bottom: (box?.y ?? 0) + (box?.height ?? 0) }));
    sorted.sort((a, b) => a.top - b.top);
    for (const [index, { bottom }] of sorted.slice(0, -1).entries()) {
      expect(bottom).toBeLessThanOrEqual(sorted[index + 1]?.top ?? 0);
    }
  }).toPass({ timeout: 5_000 });
}
