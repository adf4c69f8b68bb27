import { chromium } from "@playwright/test";
import { expect, test } from "./fixtures";

test("a person creates a session, sees it count down, and connects as the page says", async ({
  page,
  sessionsPage,
  browserbase,
  createSession,
}) => {
  // With an empty list the button that opened the dialog would be gone afterwards, and the focus go elsewhere.
  await createSession();
  await sessionsPage.open();
  await page.getByRole("button", { name: "New session" }).click();
  const dialog = page.getByRole("dialog", { name: "New session" });
  await dialog.getByRole("checkbox", { name: "keepAlive" }).check();
  // Whatever the default is by now.
  await expect(dialog.getByRole("radio", { name: /^15 min|\(15 min\)/ })).toHaveCount(1);
  await dialog.getByRole("radio", { name: "30 min", exact: true }).check();
  await dialog.getByRole("combobox", { name: "Region" }).selectOption("eu-central-1");
  await dialog.getByRole("combobox", { name: "Viewport" }).selectOption("390x844");
  await dialog.getByRole("button", { name: "Add a key" }).click();
  await dialog.getByRole("textbox", { name: "Key 1" }).fill("team");
  await dialog.getByRole("textbox", { name: "Value 1" }).fill("create-spec");
  await dialog.getByRole("button", { name: "Create session" }).click();

  const running = page.getByRole("dialog", { name: /Session .* is running/ });
  await expect(running).toBeVisible();
  const [session] = await browserbase.sessions.list({ q: "user_metadata['team']:'create-spec'" });
  if (!session) throw new Error("the session was not created");
  expect(session).toMatchObject({ keepAlive: true, region: "eu-central-1", status: "RUNNING" });
  expect(Date.parse(session.expiresAt) - Date.parse(session.startedAt)).toBe(1_800_000);

  await expect(running.getByRole("region", { name: "Node (Playwright)" })).toContainText(session.id);
  await running.getByRole("radio", { name: "curl" }).check();
  await expect(running.getByRole("region", { name: "curl" })).toContainText(`/v1/sessions/${session.id}`);
  await running.getByRole("button", { name: "Reveal connect URL" }).click();
  const connectUrl = await running.getByRole("region", { name: "Connect URL" }).textContent();
  const browser = await chromium.connectOverCDP(connectUrl ?? "");
  expect(
    await browser
      .contexts()[0]
      ?.pages()[0]
      ?.evaluate(() => [innerWidth, innerHeight]),
  ).toEqual([390, 844]);
  await browser.close();

  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "New session" })).toBeFocused();
  const row = sessionsPage.row(session.id);
  await expect(row).toContainText("create-spec");
  await expect(row).toContainText("eu-central-1");
  await expect(row).toContainText("keepAlive");
  const before = await sessionsPage.secondsLeft(session.id);
  expect(before).toBeGreaterThan(1700);
  await expect.poll(() => sessionsPage.secondsLeft(session.id)).toBeLessThan(before - 1);
  await browserbase.sessions.update(session.id, { status: "REQUEST_RELEASE" });
});

test("the dialog says what is wrong at the field, sends nothing, and remembers the last choice", async ({
  page,
  sessionsPage,
  browserbase,
}) => {
  await sessionsPage.open();
  const sent: string[] = [];
  page.on("request", (request) => {
    if (request.method() === "POST" && request.url().endsWith("/api/sessions")) sent.push(request.url());
  });
  await page.getByRole("button", { name: "New session" }).click();
  await page.getByRole("radio", { name: "Custom" }).check();
  await page.getByRole("textbox", { name: "Custom amount" }).fill("7");
  await page.getByRole("combobox", { name: "Unit" }).selectOption("h");
  await page.getByRole("button", { name: "Create session" }).click();
  await expect(page.getByRole("alert")).toContainText(["at most 21600 seconds"]);
  expect(sent).toEqual([]);

  await page.getByRole("textbox", { name: "Custom amount" }).fill("2");
  await page.getByRole("button", { name: "Add a key" }).click();
  await page.getByRole("textbox", { name: "Key 1" }).fill("task");
  await page.getByRole("textbox", { name: "Value 1" }).fill("remember-spec");
  await page.getByRole("button", { name: "Create session" }).click();
  await expect(page.getByRole("dialog", { name: /is running/ })).toBeVisible();
  await page.keyboard.press("Escape");
  await page.reload();
  await page.getByRole("button", { name: "New session" }).click();
  await expect(page.getByRole("textbox", { name: "Custom amount" })).toHaveValue("2");
  await expect(page.getByRole("textbox", { name: "Value 1" })).toHaveValue("remember-spec");

  const created = await browserbase.sessions.list({ q: "user_metadata['task']:'remember-spec'" });
  await Promise.all(created.map(({ id }) => browserbase.sessions.update(id, { status: "REQUEST_RELEASE" })));
});

test("upstream's refusal reaches the person in its own words", async ({ page, sessionsPage, createSession }) => {
  // What is ending yet holds its slot, until the SDK has tried again.
  const fill = async (): Promise<void> => void (await createSession().then(fill));
  await expect(fill()).rejects.toMatchObject({ status: 429 });
  await sessionsPage.open();
  await page.getByRole("button", { name: "New session" }).click();
  await page.getByRole("button", { name: "Create session" }).click();
  await expect(page.getByRole("dialog").getByRole("alert")).toContainText([/max concurrent sessions limit/]);
});
