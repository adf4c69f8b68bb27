import { chromium } from "@playwright/test";
import type { Snapshot } from "@/lib/api/snapshot";
import { expect, expectAccessible, test } from "./fixtures";

// The settings are those of the one console, and each test reads what it wrote.
test.describe.configure({ mode: "serial" });

test("a session's last use is known from its log, with the page it is on, and knowing leaves no trace in it", async ({
  page,
  browserbase,
  createSession,
}) => {
  test.setTimeout(120_000);
  const { id, connectUrl } = await createSession({ keepAlive: true });
  const browser = await chromium.connectOverCDP(connectUrl);
  const tab = browser.contexts()[0]?.pages()[0];
  await tab?.goto("data:text/html,<title>Basket</title>");
  await browser.close();
  const before = await browserbase.sessions.logs.list(id);
  const newest = Math.max(...before.map(({ timestamp = 0 }) => timestamp));

  await page.goto("/");
  const activityOf = async () => {
    const snapshot: Snapshot = await (await page.request.get("/api/sessions")).json();
    return snapshot.sessions.find((session) => session.id === id)?.activity;
  };
  // Its log may have been read once while it was still on its way there, and is read again after ten seconds.
  await expect.poll(activityOf, { timeout: 45_000 }).toMatchObject({ page: { title: "Basket", host: "" } });
  const first = await activityOf();
  expect(first?.lastAt).toBeGreaterThanOrEqual(newest);
  await expect
    .poll(async () => (await activityOf())?.checkedAt ?? 0, { timeout: 60_000 })
    .toBeGreaterThan(first?.checkedAt ?? 0);
  expect((await activityOf())?.lastAt).toBe(first?.lastAt);
  expect(await browserbase.sessions.logs.list(id)).toHaveLength(before.length);
});

test("whoever creates a session is its owner, and metadata names the owner of others once the admin says where", async ({
  page,
  browserbase,
  createSession,
}) => {
  const created = await (await page.request.post("/api/sessions", { data: {} })).json();
  const me = await (await page.request.get("/api/account")).json();
  expect(created.session.owner).toEqual({ kind: "person", id: me.id, name: me.email });
  await browserbase.sessions.update(created.session.id, { status: "REQUEST_RELEASE" });

  const { id } = await createSession({ keepAlive: true, userMetadata: { requester: "grace" } });
  await page.goto("/settings");
  const section = page.getByRole("region", { name: "Owner" });
  await section.getByRole("button", { name: "Custom" }).click();
  await section.getByRole("textbox", { name: "Metadata key" }).fill("");
  await section.getByRole("button", { name: "Save" }).click();
  await expect(section.getByRole("alert")).toContainText(["must not be empty"]);
  await section.getByRole("textbox", { name: "Metadata key" }).fill("requester");
  await section.getByRole("button", { name: "Save" }).click();
  await expect(section.getByText("Saved. The owner is what metadata says under requester.")).toBeVisible();
  await page.goto("/");
  await expect(page.getByRole("row", { name: id })).toContainText("grace");
});

test("with a price the list says what sessions cost", async ({ page, createSession }) => {
  const { id } = await createSession({ keepAlive: true });
  await page.goto("/settings");
  const section = page.getByRole("region", { name: "Price of a browser hour" });
  await section.getByRole("button", { name: "Developer ($0.12)" }).click();
  await expect(section.getByText("Saved. An hour costs $0.12.")).toBeVisible();
  await expect(page.getByRole("region", { name: "Default timeout" })).toContainText(
    /In the last 7 days Keepwatch saw \d+ sessions? end|Nearly all sessions were over|ran into their timeout|The default fits/,
  );
  await expectAccessible(page);
  await page.goto("/");
  await expect(page.getByRole("row", { name: id })).toContainText("$");
});

for (const [path, field, wrong] of [
  ["owner-key", "ownerKey", ["", "x".repeat(65), "a\nb", 5, undefined]],
  ["price", "usdPerHour", [0, -1, 101, "0.1", undefined]],
] as const) {
  test(`a bad ${field} changes nothing and is named`, async ({ page }) => {
    const before = await (await page.request.get("/api/settings")).json();
    for (const value of wrong) {
      const response = await page.request.put(`/api/settings/${path}`, { data: { [field]: value } });
      expect(response.status()).toBe(400);
      expect(await response.json()).toMatchObject({ code: "invalid", field });
    }
    expect(await (await page.request.get("/api/settings")).json()).toMatchObject({ [field]: before[field] });
  });
}

test("whoever looks into a session keeps it from counting as idle, and the link is left nowhere", async ({
  page,
  sessionsPage,
  createSession,
}) => {
  const { id } = await createSession({ keepAlive: true });
  await sessionsPage.open();
  await sessionsPage
    .row(id)
    .getByRole("button", { name: `Connect to ${id.slice(0, 8)}` })
    .click();
  await page.getByRole("button", { name: "Open live view" }).click();
  const dialog = page.getByRole("dialog", { name: new RegExp(`^Live view of .*${id.slice(0, 8)}$`) });
  await expect(dialog.getByTitle(`Live view of ${id.slice(0, 8)}`)).toBeVisible();
  await expect(dialog.frameLocator("iframe").locator("body")).toBeVisible();
  await expect
    .poll(async () => {
      const snapshot: Snapshot = await (await page.request.get("/api/sessions")).json();
      return snapshot.sessions.find((session) => session.id === id)?.activity?.watchedAt ?? 0;
    })
    .toBeGreaterThan(0);
  const audit = await (await page.request.get(`/api/audit?session=${id}`)).text();
  expect(audit).toContain("session.open-live-view");
  expect(audit).not.toContain("signingKey");
  await page.getByRole("button", { name: "Close" }).click();
  await expect(sessionsPage.row(id)).toContainText("watched");
});
