import { chromium } from "@playwright/test";
import { expect, test } from "./fixtures";
import { processesNaming } from "./processes";

test("a keepAlive session is found as it was left when its client comes back", async ({
  browserbase,
  createSession,
  sessionsPage,
}) => {
  const { id, connectUrl } = await createSession({ keepAlive: true });
  const first = await chromium.connectOverCDP(connectUrl);
  const page = first.contexts()[0]?.pages()[0];
  await page?.setContent("<title>Left here</title><input value=''>");
  await page?.locator("input").fill("half a form");
  await first.close();

  await sessionsPage.open();
  await expect(sessionsPage.releaseButton(id)).toBeVisible();
  const { connectUrl: fresh } = await browserbase.sessions.retrieve(id);
  const second = await chromium.connectOverCDP(fresh ?? "");
  const found = second.contexts()[0]?.pages()[0];
  expect(await found?.title()).toBe("Left here");
  expect(await found?.locator("input").inputValue()).toBe("half a form");
  await second.close();
});

test("a session without keepAlive leaves the list's living when its client disconnects", async ({
  createSession,
  sessionsPage,
}) => {
  const { id, connectUrl } = await createSession();
  const browser = await chromium.connectOverCDP(connectUrl);
  await sessionsPage.open();
  await expect(sessionsPage.row(id)).toContainText("ends with its client");
  await browser.close();
  await expect(sessionsPage.row(id)).toContainText("COMPLETED");
});

test("a session of one minute counts down to the end and times out", async ({
  browserbase,
  createSession,
  sessionsPage,
}) => {
  test.setTimeout(120_000);
  const { id, startedAt } = await createSession({ keepAlive: true, api_timeout: 60 });
  await sessionsPage.open();
  await expect(sessionsPage.timer(id)).toHaveText(/^0:\d\d$/);
  await expect(sessionsPage.row(id)).toContainText("TIMED_OUT", { timeout: 70_000 });
  const session = await browserbase.sessions.retrieve(id);
  expect(session.status).toBe("TIMED_OUT");
  const livedMs = Date.parse(session.endedAt ?? "") - Date.parse(startedAt);
  expect(livedMs).toBeGreaterThanOrEqual(60_000);
  expect(livedMs).toBeLessThan(62_000);
  await expect.poll(() => processesNaming(id)).toEqual([]);
});
