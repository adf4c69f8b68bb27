import { readFileSync } from "node:fs";
import { join } from "node:path";
import { chromium, type Locator, type Page } from "@playwright/test";
import type { AuditPage } from "@/lib/api/audit";
import type { Snapshot } from "@/lib/api/snapshot";
import type { WebhookList, WebhookSecretResult } from "@/lib/api/webhooks";
import { NOTICE_KINDS, type NoticeKind, type WebhookFormat } from "@/lib/domain/notice";
import { isLive } from "@/lib/domain/session";
import { isSignedBy, type Receiver, startReceiver } from "@/lib/testing/webhook-receiver";
import { test as base, expect, expectAccessible } from "./fixtures";
import { type Keepwatch, startKeepwatch } from "./keepwatch-process";
import { LOOKS } from "./looks";
import { addPerson } from "./people";

/** A console whose project has two slots, so that two sessions are all of them; and somewhere to send webhooks. */
const test = base.extend<{ receiver: Receiver }, { keepwatch: Keepwatch }>({
  keepwatch: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures off this pattern
    async ({}, use) => {
      const keepwatch = await startKeepwatch({ ENGINE_CONCURRENCY: "2" });
      await use(keepwatch);
      await keepwatch.stop();
    },
    { scope: "worker", timeout: 120_000 },
  ],
  receiver: async ({ page }, use) => {
    const receiver = await startReceiver();
    await use(receiver);
    await removeWebhooks(page);
    await receiver.stop();
  },
});

test.describe.configure({ timeout: 120_000 });

/** Upstream is looked at every second or two, and deliveries leave within two more. */
const TOLD = { timeout: 20_000 };

test("an admin adds a webhook, and it is told once, signed, as the page is", async ({
  page,
  receiver,
  createSession,
}) => {
  await page.goto("/settings/notices");
  await page.getByRole("button", { name: "Add a webhook" }).click();
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await expect(page.getByRole("textbox", { name: "Name" })).toBeFocused();
  await page.getByRole("textbox", { name: "Name" }).fill("Pager");
  await page.getByRole("textbox", { name: "Address" }).fill("https://user:password@x.test/");
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await expect(page.getByRole("textbox", { name: "Address" })).toHaveAccessibleDescription(
    /without a user or a password/,
  );
  await page.getByRole("textbox", { name: "Address" }).fill(receiver.url);
  await page.getByRole("button", { name: "Add", exact: true }).click();
  const secret = await page.getByRole("textbox", { name: "Secret" }).inputValue();
  await page.getByRole("button", { name: "Done" }).click();
  await expect(page.getByText(`${new URL(receiver.url).origin}/…`)).toBeVisible();

  await page.getByRole("button", { name: "Send a test to Pager" }).click();
  await expect(page.getByText("The test arrived: it answered 204.")).toBeVisible();
  expect(receiver.received.map(({ body }) => JSON.parse(body).type)).toEqual(["webhook.test"]);

  await untilSlotsAreFree(page);
  const first = await createSession({ keepAlive: true });
  await createSession({ keepAlive: true });
  const toast = page.getByRole("status", { name: "New notices" });
  await expect(toast).toContainText("2 of 2 slots are in use.", TOLD);
  await expect(page.getByRole("button", { name: /^Notices, \d+ not seen$/ })).toBeVisible();
  await expect.poll(() => receiver.received.length, TOLD).toBe(2);
  const [tested, told] = receiver.received;
  expect([tested, told].map((one) => one && isSignedBy(secret, one))).toEqual([true, true]);
  expect(JSON.parse(told?.body ?? "")).toMatchObject({
    type: "slots.nearly-full",
    data: { message: "2 of 2 slots are in use.", used: 2, concurrency: 2 },
  });

  await page.getByRole("button", { name: "1 delivered" }).click();
  const deliveries = page.getByRole("list", { name: "Deliveries of Pager" });
  await expect(deliveries.getByRole("listitem")).toHaveCount(1);
  await expect(deliveries).toContainText("Delivered · Slots nearly used up");

  await page.getByRole("button", { name: /^Notices, \d+ not seen$/ }).click();
  const panel = page.getByRole("list", { name: "Notices of the last hour" });
  await expect(panel).toContainText("New · Slots nearly used up");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Notices", exact: true })).toBeVisible();
  // As long as it goes on it is told of no more, on no page either.
  await page.goto(`/?q=${first.id}`);
  await expect(page.getByRole("row", { name: first.id })).toBeVisible();
  await expect(page.getByRole("button", { name: "Notices", exact: true })).toBeVisible();
  expect(receiver.received).toHaveLength(2);
});

test.describe("with a finger", () => {
  test.use({ viewport: { width: 375, height: 812 }, hasTouch: true });

  test("a notice covers neither the summary nor the bars at the foot, and goes on a press", async ({
    page,
    createSession,
  }) => {
    await untilSlotsAreFree(page);
    await page.goto("/");
    await Promise.all([createSession({ keepAlive: true }), createSession({ keepAlive: true })]);
    const toast = page.getByRole("status", { name: "New notices" });
    await expect(toast).toContainText("2 of 2 slots are in use.", TOLD);
    const boxOf = async (part: Locator) => (await part.boundingBox()) ?? { y: Number.NaN, height: 0 };
    const summary = await boxOf(page.getByRole("region", { name: "Summary" }));
    expect((await boxOf(toast)).y).toBeGreaterThan(summary.y + summary.height);
    await page
      .getByRole("checkbox", { name: /^Select [0-9a-f]{8}$/ })
      .first()
      .click();
    const bar = page.getByRole("region", { name: "Selection" });
    await expect(async () => {
      const { y, height } = await boxOf(toast);
      expect(y + height).toBeLessThanOrEqual((await boxOf(bar)).y);
    }).toPass({ timeout: 5_000 });
    await toast.getByRole("button", { name: "Dismiss" }).click();
    await expect(toast).toBeEmpty();
  });
});

test("a session that is about to time out while somebody uses it is told of, once, and leads to it", async ({
  page,
  receiver,
  createSession,
}) => {
  const { secret } = await addWebhook(page, receiver, { kinds: ["session.timing-out"] });
  await page.goto("/settings/notices");
  const { id, connectUrl } = await createSession({ keepAlive: true, api_timeout: 60 });
  const client = await chromium.connectOverCDP(connectUrl);
  const theirs = client.contexts()[0]?.pages()[0];
  const toast = page.getByRole("status", { name: "New notices" });
  // At its half; its client works on until then.
  await expect
    .poll(async () => `${await theirs?.evaluate(() => document.title)}${await toast.textContent()}`, {
      timeout: 60_000,
    })
    .toMatch(new RegExp(`Session ${id.slice(0, 8)}.* times out in \\d+ s, and is still in use\\.`));
  await expect.poll(() => receiver.received.length, TOLD).toBe(1);
  const [told] = receiver.received;
  expect(told && isSignedBy(secret ?? "", told)).toBe(true);
  expect(JSON.parse(told?.body ?? "")).toMatchObject({ type: "session.timing-out", data: { sessionId: id } });
  await toast.getByRole("link", { name: "Show" }).first().click();
  await expect(page.getByRole("row", { name: id })).toBeVisible();
  // It ends, and nothing more was said of it.
  await expect(page.getByRole("row", { name: id })).toContainText("TIMED_OUT", { timeout: 60_000 });
  expect(receiver.received).toHaveLength(1);
  await client.close();
});

test("a delivery that fails is shown with its reason and its next attempt, and is sent again on a press", async ({
  page,
  receiver,
  createSession,
}) => {
  receiver.answer({ status: 503, headers: { "retry-after": "3600" } });
  await addWebhook(page, receiver, { kinds: ["slots.nearly-full"] });
  await page.goto("/settings/notices");
  await untilSlotsAreFree(page);
  await Promise.all([createSession({ keepAlive: true }), createSession({ keepAlive: true })]);
  await page.getByRole("button", { name: /waiting/ }).click(TOLD);
  const delivery = page.getByRole("list", { name: "Deliveries of Ops" }).getByRole("listitem");
  await expect(delivery).toContainText(/Tried once\. It answered 503\. Next in (59|1 h)/, TOLD);
  receiver.answer({ status: 200 });
  await delivery.getByRole("button", { name: "Retry now" }).click();
  await expect(delivery).toContainText("Delivered", TOLD);
  expect(new Set(receiver.received.map(({ headers }) => headers["webhook-id"])).size).toBe(1);

  await page.getByRole("button", { name: "Pause Ops" }).click();
  await expect(page.getByRole("heading", { name: "Ops · Paused" })).toBeVisible();
  await page.getByRole("button", { name: "Remove Ops" }).click();
  await page.getByRole("dialog", { name: "Remove Ops?" }).getByRole("button", { name: "Remove" }).click();
  await expect(page.getByText("There is none yet.")).toBeVisible();
});

test("each person is told what they chose, and the way they chose", async ({
  browser,
  keepwatch,
  adminCookies,
  createSession,
}) => {
  const person = await addPerson(keepwatch.url, adminCookies, "viewer");
  const context = await browser.newContext({
    baseURL: keepwatch.url,
    storageState: { cookies: person.cookies, origins: [] },
  });
  const page = await context.newPage();
  await standInForNotifications(page);
  await page.goto("/settings/notices");
  await expect(page.getByRole("heading", { name: "Webhooks" })).toHaveCount(0);
  const inPage = page.getByRole("checkbox", { name: "In Keepwatch: Slots nearly used up" });
  const byBrowser = page.getByRole("checkbox", { name: "By the browser: Slots nearly used up" });
  await expect(inPage).toBeChecked();
  await inPage.uncheck();
  const saved = page.waitForResponse((response) => /"browser":true/.test(response.request().postData() ?? ""));
  await byBrowser.check();
  await saved;
  await page.reload();
  await expect(inPage).not.toBeChecked();
  await expect(byBrowser).toBeChecked();

  await untilSlotsAreFree(page);
  await Promise.all([createSession({ keepAlive: true }), createSession({ keepAlive: true })]);
  await expect.poll(() => shownNotifications(page), TOLD).toEqual(["Slots nearly used up: 2 of 2 slots are in use."]);
  await expect(page.getByRole("status", { name: "New notices" })).toBeEmpty();
  await page.getByRole("button", { name: /^Notices/ }).click();
  // Open, and whatever other tests of this console brought about, without the kind that is not told of here.
  await expect(page.getByRole("link", { name: "Earlier ones, and what you are told of" })).toBeVisible();
  await expect(page.getByRole("banner").getByText("Slots nearly used up")).toHaveCount(0);
  await context.close();
});

test("a page that nobody looks at goes on for whoever is told by the browser", async ({ page, createSession }) => {
  const choices = Object.fromEntries(
    NOTICE_KINDS.map((kind) => [kind, { page: true, browser: kind === "slots.nearly-full" }]),
  );
  await page.request.put("/api/notices/choices", { data: { choices } });
  await standInForNotifications(page);
  await page.addInitScript(() => {
    let state: DocumentVisibilityState = "visible";
    Object.defineProperty(document, "visibilityState", { get: () => state });
    const draw = window.requestAnimationFrame.bind(window);
    window.requestAnimationFrame = (act) => (state === "hidden" ? 0 : draw(act));
    window.addEventListener("test:hide", () => {
      state = "hidden";
      document.dispatchEvent(new Event("visibilitychange"));
    });
  });
  await page.clock.install();
  const scriptsRun = page.waitForRequest((request) => request.url().includes("/api/feed"));
  await page.goto("/");
  await scriptsRun;
  await expect(page.getByRole("button", { name: /^Live/ })).toBeVisible();
  await page.evaluate(() => window.dispatchEvent(new Event("test:hide")));
  await page.clock.fastForward(16_000);
  await untilSlotsAreFree(page);
  await Promise.all([createSession({ keepAlive: true }), createSession({ keepAlive: true })]);
  await expect.poll(() => shownNotifications(page), TOLD).toEqual(["Slots nearly used up: 2 of 2 slots are in use."]);
});

test("a browser that lets nobody notify says so, and nothing is chosen", async ({ page }) => {
  await standInForNotifications(page, "denied");
  await page.goto("/settings/notices");
  const byBrowser = page.getByRole("checkbox", { name: "By the browser: Upstream is failing" });
  await byBrowser.click();
  await expect(page.getByText("This browser does not let Keepwatch show notifications.")).toBeVisible();
  await expect(byBrowser).not.toBeChecked();
});

test("a browser that was not asked yet says so to whoever chose to be told by one, and asks on a press", async ({
  page,
}) => {
  const choices = Object.fromEntries(NOTICE_KINDS.map((kind) => [kind, { page: true, browser: true }]));
  await page.request.put("/api/notices/choices", { data: { choices } });
  await standInForNotifications(page, "default");
  await page.goto("/settings/notices");
  const allow = page.getByRole("button", { name: "Allow in this browser" });
  await allow.click();
  await expect(allow).toHaveCount(0);
});

test("the dialog that waits for a secret does not close before it is there", async ({ page, receiver }) => {
  await page.goto("/settings/notices");
  await page.getByRole("button", { name: "Add a webhook" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill("Slow");
  await page.getByRole("textbox", { name: "Address" }).fill(receiver.url);
  let letGo = () => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await page.route("**/api/webhooks", async (route) => {
    if (route.request().method() === "POST") await held;
    await route.continue();
  });
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await expect(page.getByRole("button", { name: "Add", exact: true })).toBeDisabled();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Cancel" }).click();
  letGo();
  await expect(page.getByRole("textbox", { name: "Secret" })).toHaveValue(/^whsec_/);
});

test("a webhook's secret and address reach no answer but the one that made it, no log and no audit entry", async ({
  page,
  receiver,
  keepwatch,
}) => {
  const { secret, webhooks } = await addWebhook(page, receiver, { kinds: ["policy.acted"] });
  const id = webhooks[0]?.id ?? "";
  const renewed = await page.request.post(`/api/webhooks/${id}/secret`, { data: {} });
  const next: WebhookSecretResult = await renewed.json();
  await page.request.post(`/api/webhooks/${id}/test`, { data: {} });
  expect(isSignedBy(next.secret ?? "", receiver.received[0] ?? { headers: {}, body: "" })).toBe(true);
  await receiver.stop();
  const failed = await page.request.post(`/api/webhooks/${id}/test`, { data: {} });
  expect(await failed.json()).toEqual({ isDelivered: false, status: null, error: "The connection was refused." });

  const html = await (await page.request.get("/settings/notices")).text();
  const list = await (await page.request.get("/api/webhooks")).text();
  const audit = await page.request.get("/api/audit?what=webhook.create,webhook.rotate-secret,webhook.test");
  const entries: AuditPage = await audit.json();
  expect(entries.entries.map(({ action }) => action)).toContain("webhook.create");
  const log = readFileSync(join(keepwatch.dataFolder, "web.log"), "utf8");
  const everything = [html, list, JSON.stringify(entries), log, keepwatch.output(), await failed.text()].join("\n");
  for (const kept of [secret, next.secret, "a-secret-path", "token=secret"]) {
    expect(everything.includes(kept ?? "whsec_")).toBe(false);
  }
});

for (const { title, options } of LOOKS) {
  test.describe(title, () => {
    test.use({ ...options, contextOptions: { reducedMotion: "reduce" } });

    test("axe finds nothing on the page of notices, in its dialogs, in a note and under the bell", async ({
      page,
      receiver,
      createSession,
    }) => {
      receiver.answer({ status: 500 });
      await addWebhook(page, receiver, { kinds: ["slots.nearly-full"] });
      await page.goto("/settings/notices");
      await page.getByRole("button", { name: "Add a webhook" }).click();
      await page.getByRole("button", { name: "Add", exact: true }).click();
      await expectAccessible(page);
      await page.keyboard.press("Escape");
      await untilSlotsAreFree(page);
      await Promise.all([createSession({ keepAlive: true }), createSession({ keepAlive: true })]);
      await expect(page.getByRole("status", { name: "New notices" })).toContainText("2 of 2 slots", TOLD);
      await expectAccessible(page);
      await page.getByRole("button", { name: /^Notices, \d+ not seen$/ }).click();
      await expect(page.getByRole("list", { name: "Notices of the last hour" })).toContainText("2 of 2 slots");
      await expectAccessible(page);
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: /waiting/ }).click(TOLD);
      await expect(page.getByRole("button", { name: "Retry now" })).toBeVisible();
      await expectAccessible(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(
        0,
      );
    });
  });
}

/** What earlier tests left has ended, and the console has seen it. */
async function untilSlotsAreFree({ request }: Page): Promise<void> {
  const countLive = async () => {
    const { sessions }: Snapshot = await (await request.get("/api/sessions")).json();
    return sessions.filter(isLive).length;
  };
  await expect.poll(countLive).toBe(0);
}

type Wish = { kinds?: NoticeKind[]; format?: WebhookFormat };

async function addWebhook(page: Page, { url }: Receiver, { kinds = [...NOTICE_KINDS], format = "standard" }: Wish) {
  const response = await page.request.post("/api/webhooks", { data: { name: "Ops", url, format, kinds } });
  expect(response.status()).toBe(201);
  const result: WebhookSecretResult = await response.json();
  return result;
}

async function removeWebhooks({ request }: Page): Promise<void> {
  const { webhooks }: WebhookList = await (await request.get("/api/webhooks", { maxRetries: 2 })).json();
  for (const { id } of webhooks) await request.delete(`/api/webhooks/${id}`, { data: {} });
}

/** Headless browsers show none. One that has not answered yet lets them be shown once it is asked. */
async function standInForNotifications(page: Page, answer: NotificationPermission = "granted"): Promise<void> {
  await page.addInitScript((permission) => {
    const shown: string[] = [];
    const status = new EventTarget();
    navigator.permissions.query = async () => status as PermissionStatus;
    class FakeNotification extends EventTarget {
      static permission = permission;
      static requestPermission = async () => {
        FakeNotification.permission = permission === "default" ? "granted" : permission;
        status.dispatchEvent(new Event("change"));
        return FakeNotification.permission;
      };
      constructor(title: string, { body = "" }: NotificationOptions = {}) {
        super();
        shown.push(`${title}: ${body}`);
      }
      close() {}
    }
    Object.assign(window, { Notification: FakeNotification, shownNotifications: shown });
  }, answer);
}

function shownNotifications(page: Page): Promise<unknown> {
  return page.evaluate(() => Reflect.get(window, "shownNotifications"));
}
