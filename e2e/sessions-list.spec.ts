import { randomUUID } from "node:crypto";
import { expect, test } from "./fixtures";

test("filter and sort narrow the list and live in the URL", async ({ page, sessionsPage, createSession }) => {
  const kept = await createSession({ keepAlive: true, userMetadata: { team: "list-spec", order: "a" } });
  const plain = await createSession({ userMetadata: { team: "list-spec", order: "b" } });
  // Keys count once the page's scripts run, and then it asks for the feed.
  const scriptsRun = page.waitForRequest((request) => request.url().includes("/api/feed"));
  await sessionsPage.open();
  await scriptsRun;

  await page.keyboard.press("/");
  await expect(page.getByRole("searchbox", { name: "Filter sessions" })).toBeFocused();
  await page.keyboard.type("list-spec");
  await expect(page.getByText("2 results")).toBeVisible();
  await page.getByRole("button", { name: "keepAlive" }).click();
  await expect(sessionsPage.row(kept.id)).toBeVisible();
  await expect(sessionsPage.row(plain.id)).toHaveCount(0);
  await expect(page).toHaveURL(/q=list-spec/);
  await expect(page).toHaveURL(/keepAlive=true/);

  await page.reload();
  await expect(page.getByText("1 result ·")).toBeVisible();
  const filter = page.getByRole("searchbox", { name: "Filter sessions" });
  await filter.fill("nothing has this");
  await page.getByRole("button", { name: "Clear the filter" }).click();
  await expect(sessionsPage.row(plain.id)).toBeVisible();
  await filter.fill("order:b");
  await page.getByRole("button", { name: "Clear the text" }).click();
  await expect(filter).toBeFocused();
  await expect(filter).toHaveValue("");
});

test("the keyboard goes to the list from anywhere, from the filter too, and out of an empty filter", async ({
  page,
  sessionsPage,
  createSession,
}) => {
  const { id } = await createSession({ keepAlive: true, userMetadata: { team: "keys-spec" } });
  await sessionsPage.open("?q=keys-spec");
  await expect(sessionsPage.row(id)).toBeVisible();
  await expect(async () => {
    await page.keyboard.press("j");
    await expect(sessionsPage.row(id)).toBeFocused({ timeout: 500 });
  }).toPass();
  await page.keyboard.press("/");
  const filter = page.getByRole("searchbox", { name: "Filter sessions" });
  await expect(filter).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(sessionsPage.row(id)).toBeFocused();
  await page.keyboard.press("/");
  await filter.fill("");
  await page.keyboard.press("Escape");
  await expect(filter).not.toBeFocused();
});

test("sorting by a column marks it and turns round on a second press", async ({
  page,
  sessionsPage,
  createSession,
}) => {
  const short = await createSession({ api_timeout: 600, userMetadata: { team: "sort-spec" } });
  const long = await createSession({ api_timeout: 1200, userMetadata: { team: "sort-spec" } });
  await sessionsPage.open("?sort=time-left&q=sort-spec");
  const ids = () => page.getByRole("row").evaluateAll((rows) => rows.map((row) => row.ariaLabel).filter(Boolean));
  await expect.poll(ids).toEqual([short.id, long.id]);
  await page.getByRole("button", { name: "Time left" }).click();
  await expect.poll(ids).toEqual([long.id, short.id]);
  await expect(page.getByRole("columnheader", { name: "Time left" })).toHaveAttribute("aria-sort", "descending");

  // What costs most is first at the first press, and so is what is idle for longest.
  await page.getByRole("button", { name: "So far → if left" }).click();
  await expect.poll(ids).toEqual([long.id, short.id]);
  await expect(page.getByRole("columnheader", { name: "So far → if left" })).toHaveAttribute("aria-sort", "descending");
  await page.getByRole("button", { name: "So far → if left" }).click();
  await expect.poll(ids).toEqual([short.id, long.id]);
  await expect(page.getByRole("columnheader", { name: "So far → if left" })).toHaveAttribute("aria-sort", "ascending");
  await page.getByRole("button", { name: "Idle", exact: true }).click();
  await expect(page.getByRole("columnheader", { name: "Idle" })).toHaveAttribute("aria-sort", "descending");
});

test("no row moves while somebody points at the list, and ended ones sink when they leave", async ({
  page,
  sessionsPage,
  createSession,
  browserbase,
}) => {
  const first = await createSession({ keepAlive: true, api_timeout: 600, userMetadata: { team: "hold-spec" } });
  const second = await createSession({ keepAlive: true, api_timeout: 1200, userMetadata: { team: "hold-spec" } });
  await sessionsPage.open("?sort=time-left&q=hold-spec");
  const ids = () => page.getByRole("row").evaluateAll((rows) => rows.map((row) => row.ariaLabel).filter(Boolean));
  await expect.poll(ids).toEqual([first.id, second.id]);

  await sessionsPage.row(second.id).hover();
  await browserbase.sessions.update(first.id, { status: "REQUEST_RELEASE" });
  await expect(sessionsPage.row(first.id)).toContainText("COMPLETED");
  expect(await ids()).toEqual([first.id, second.id]);
  await page.getByRole("banner").hover();
  await expect.poll(ids).toEqual([second.id, first.id]);
});

test("the first paint has the rows in it, without JavaScript", async ({ browser, keepwatch, createSession }) => {
  const { id } = await createSession();
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  const timer = page.getByRole("row", { name: id }).getByRole("timer");
  // The server's picture may be from a moment before the session was there, and such a page does not ask again.
  await expect(async () => {
    await page.goto(keepwatch.url);
    expect(await timer.allTextContents()).toEqual([expect.stringMatching(/^\d+:\d\d/)]);
  }).toPass();
  await context.close();
});

test("a countdown is right although the viewer's clock is three hours wrong", async ({
  page,
  sessionsPage,
  createSession,
}) => {
  await page.addInitScript(() => {
    const real = Date.now;
    Date.now = () => real() + 3 * 3_600_000;
  });
  const session = await createSession({ api_timeout: 600 });
  await sessionsPage.open();
  const expected = () => (Date.parse(session.expiresAt) - Date.now()) / 1000;
  await expect
    .poll(async () => Math.abs((await sessionsPage.secondsLeft(session.id)) - expected()))
    .toBeLessThanOrEqual(2);
});

test("a countdown loses one second at a time and never jumps", async ({ page, sessionsPage, createSession }) => {
  const { id } = await createSession({ api_timeout: 600 });
  await sessionsPage.open();
  await expect(sessionsPage.timer(id)).toHaveText(/^\d+:\d\d$/);
  const seen = await sessionsPage.timer(id).evaluate(
    (timer) =>
      new Promise<number[]>((resolve) => {
        const values: number[] = [];
        const observer = new MutationObserver(() => {
          const [minutes = 0, seconds = 0] = (timer.textContent ?? "").split(":").map(Number);
          values.push(minutes * 60 + seconds);
          if (values.length < 8) return;
          observer.disconnect();
          resolve(values);
        });
        observer.observe(timer, { characterData: true, childList: true, subtree: true });
      }),
  );
  // The very first step may correct what the server rendered; from then on each is one second.
  const steps = seen.slice(1).map((value, index) => (seen[index] ?? 0) - value);
  expect(steps.slice(1)).toEqual(steps.slice(1).map(() => 1));
  await expect(page.getByRole("region", { name: "Summary" })).toBeVisible();
});

test("whoever searches for a session that is gone is told that it may have ended, and where its history is", async ({
  page,
  sessionsPage,
  createSession,
}) => {
  await createSession({ userMetadata: { team: "gone-spec" } });
  const gone = randomUUID();
  await sessionsPage.open(`?q=${gone}`);
  await expect(page.getByText(`Session ${gone.slice(0, 8)} is not in the list: it may have ended.`)).toBeVisible();
  await page.getByRole("link", { name: "See who did what to it" }).click();
  await expect(page).toHaveURL(`/audit?session=${gone}`);

  await sessionsPage.open("?q=nothing-like-this");
  await expect(page.getByText("The filter above hides all sessions.")).toBeVisible();
});

test("the full id is one press away", async ({ page, context, sessionsPage, createSession }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const { id } = await createSession();
  await sessionsPage.open();
  await sessionsPage
    .row(id)
    .getByRole("button", { name: /Copy the full id/ })
    .click();
  await expect(page.getByRole("status").filter({ hasText: "Copied" })).toBeAttached();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(id);
});

test("the summary tells slots, what frees one by itself, the default, and what is idle", async ({
  page,
  sessionsPage,
  createSession,
}) => {
  await createSession({ keepAlive: true, api_timeout: 61 });
  await sessionsPage.open();
  const summary = page.getByRole("region", { name: "Summary" });
  await expect(summary).toContainText(/Slots\d+ of 10/);
  await expect(summary).toContainText(/Next slot frees by itself[01]:\d\d/);
  await expect(summary).toContainText("Nothing idle to release");
  await expect(summary).toContainText(/Default timeout\d+ (min|h)/);
});
