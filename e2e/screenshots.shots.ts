import { chromium, type Page } from "@playwright/test";
import type { CreateSessionResult } from "@/lib/api/sessions";
import { test as aged } from "./aged-console";
import { test } from "./fixtures";
import { startKeepwatch } from "./keepwatch-process";
import { addPerson } from "./people";
import { releaseNow } from "./release-sessions";

/** `npm run screenshots` takes these in each look; the README shows them. */
aged(
  "every state of the console",
  async ({ page, sessionsPage, createSession, browserbase, upstream }, { project }) => {
    aged.setTimeout(180_000);
    const shot = (state: string) => shoot(page, project.name, state);
    await sessionsPage.open();
    await shot("empty");
    await page.request.put("/api/settings/price", { data: { usdPerHour: 0.12 } });
    await page.request.put("/api/settings/owner-key", { data: { ownerKey: "owner" } });

    /** A session whose last command was so long ago, and which was at work for a while before. */
    async function start(minutes: number, timeout: number, userMetadata: Record<string, string>) {
      const startedMinutesAgo = minutes === 0 ? 2 : minutes * 1.5;
      const api_timeout = timeout - startedMinutesAgo * 60;
      const { id } = await createSession({ keepAlive: true, api_timeout, userMetadata });
      if (minutes === 0) upstream.use(id);
      else upstream.age(id, minutes);
      upstream.startEarlier(id, startedMinutesAgo);
      return id;
    }
    const over = await start(1, 3600, { task: "Ticket 8841", owner: "crm-sync", team: "support" });
    const idle = [
      await start(42, 21_600, { task: "Export campaign report", owner: "crm-sync", team: "growth" }),
      await start(31, 16_200, { task: "Enrich leads", owner: "enrich-7", team: "growth" }),
      await start(18, 10_800, { task: "Collect invoices", team: "finance" }),
    ];
    const kept = await start(14, 7_200, { task: "KYC form", owner: "priya", team: "kyc" });
    await start(4, 3_600, { task: "Compare prices", owner: "reprice", team: "pricing" });
    const busy = await start(0, 360, { task: "Check the sign-up form", owner: "e2e", team: "qa" });
    const plain = await createSession({ userMetadata: { task: "Timesheets", owner: "chi", team: "hr" } });
    const client = await chromium.connectOverCDP(plain.connectUrl);
    const data = { reason: "Somebody fills in the form", forSeconds: 3600 };
    await page.request.put(`/api/sessions/${kept}/protection`, { data });
    await sessionsPage.open();
    for (const id of idle)
      await sessionsPage
        .row(id)
        .getByText(/^idle /)
        .waitFor({ timeout: 60_000 });
    await sessionsPage
      .row(busy)
      .getByText(/^active /)
      .waitFor({ timeout: 60_000 });
    await browserbase.sessions.update(over, { status: "REQUEST_RELEASE" });
    await sessionsPage.row(over).getByText("COMPLETED", { exact: true }).waitFor();
    await shot("sessions");
    await sessionsPage.open("?group=metadata.team");
    await page
      .getByRole("row", { name: /growth/ })
      .first()
      .waitFor();
    await shot("groups");
    await sessionsPage.open();

    await sessionsPage.releaseButton(busy).click();
    await sessionsPage.question(busy).waitFor();
    await shot("release");
    await page.keyboard.press("Escape");
    await sessionsPage
      .row(busy)
      .getByRole("button", { name: /^Protect/ })
      .click();
    await page.getByRole("dialog").waitFor();
    await shot("protect");
    await page.keyboard.press("Escape");
    await sessionsPage.selectBox(idle[2] ?? "").click();
    await sessionsPage.selectBox(kept).click();
    await sessionsPage.selectBox(busy).click();
    await shot("selected");
    await page
      .getByRole("region", { name: "Selection" })
      .getByRole("button", { name: "Release 2", exact: true })
      .click();
    await page.getByRole("dialog").waitFor();
    await shot("release-doubtful");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Clear the selection" }).click();

    await page.getByRole("button", { name: "Release 3 idle" }).click();
    await page.getByRole("dialog").waitFor();
    await shot("release-idle");
    upstream.age(idle[2] ?? "", 0);
    await page.getByRole("dialog").getByRole("button", { name: "Release 3, 3 not yours" }).click();
    await page.getByRole("region", { name: "Release under way" }).waitFor();
    await shot("releasing");
    await page.getByRole("region", { name: "Release is done" }).waitFor({ timeout: 60_000 });
    await shot("released");
    await page.getByRole("link", { name: "Details" }).click();
    await page.getByRole("heading", { name: "Release of 3 sessions" }).waitFor();
    await shot("result");
    await page.goto("/releases");
    await shot("releases");
    await sessionsPage.open();
    await sessionsPage
      .row(busy)
      .getByRole("button", { name: /^Connect/ })
      .click();
    await page.getByRole("dialog").waitFor();
    await shot("connect");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "New session" }).click();
    await page.getByRole("dialog").waitFor();
    await shot("create");
    await page.keyboard.press("Escape");
    await page.getByRole("searchbox").fill("nothing like this");
    await shot("no-match");
    await page.getByRole("button", { name: "Clear the filter" }).click();
    await page.context().setOffline(true);
    await page.getByRole("status").filter({ hasText: "Not updated since" }).waitFor();
    await shot("stale");
    await page.context().setOffline(false);
    await page.goto("/settings");
    await shot("settings");
    await shootPolicies(page, shot);
    await client.close();
  },
);

test("people, their accounts and the audit log", async ({ page, browser, keepwatch, adminCookies }, { project }) => {
  const shot = (state: string, of = page) => shoot(of, project.name, state);
  const looks = { ...project.use, baseURL: keepwatch.url };
  const viewer = await addPerson(keepwatch.url, adminCookies, "viewer", "sam.okafor@example.com");
  await addPerson(keepwatch.url, adminCookies, "operator", "priya.raman@example.com");

  await page.goto("/settings/people");
  await page.getByRole("button", { name: "Invite", exact: true }).click();
  await page.getByRole("textbox", { name: "Email" }).fill("lena.vogt@example.com");
  await shot("invite");
  await page.getByRole("button", { name: "Make the link" }).click();
  await page.getByRole("textbox", { name: "Link" }).waitFor();
  await shot("invited");
  await page.keyboard.press("Escape");
  await page.getByText("lena.vogt@example.com").first().waitFor();
  await shot("people");
  await page.goto("/account");
  await shot("account");
  await page.request.post("/api/webhooks", {
    data: {
      name: "Pager",
      url: "https://alerts.example.com/keepwatch",
      format: "standard",
      kinds: ["session.timing-out", "upstream.failing"],
    },
  });
  await page.goto("/settings/notices");
  await shot("notices");
  await leaveTraces(page);
  await page.goto("/audit");
  await page.getByText("“done with the demo”").waitFor();
  await shot("audit");

  const theirs = await browser.newContext({ ...looks, storageState: { cookies: viewer.cookies, origins: [] } });
  const refused = await theirs.newPage();
  await refused.goto("/audit");
  await shot("forbidden", refused);
  await theirs.close();

  const nobody = await browser.newContext({ ...looks, storageState: { cookies: [], origins: [] } });
  const visitor = await nobody.newPage();
  await visitor.goto("/sign-in");
  await shot("sign-in", visitor);
  await nobody.close();
});

async function shootPolicies(page: Page, shot: (state: string) => Promise<unknown>): Promise<void> {
  await page.goto("/settings/policies");
  await page.getByRole("button", { name: "New policy" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "Name" }).fill("Evenings");
  await shot("policy");
  await dialog.getByRole("button", { name: "See what it would do" }).click();
  await dialog.getByRole("region", { name: "History" }).waitFor();
  await shot("policy-impact");
  await dialog.getByRole("button", { name: "Create it, dry" }).click();
  await page.getByRole("listitem", { name: "Evenings" }).waitFor();
  await shot("policies");
}

/** What an ordinary day writes into the audit log. */
async function leaveTraces({ request }: Page): Promise<void> {
  const wrong = { email: "priya.raman@example.com", password: "not hers" };
  await request.post("/api/account/sign-in", { data: wrong });
  await request.put("/api/settings/default-timeout", { data: { seconds: 1800 } });
  const created = await request.post("/api/sessions", { data: { keepAlive: true, userMetadata: { team: "growth" } } });
  const { session }: CreateSessionResult = await created.json();
  await request.post(`/api/sessions/${session.id}/connect-url`, { data: {} });
  await releaseNow(request, [session.id], "done with the demo");
}

test("the first run", async ({ browser }, { project }) => {
  const keepwatch = await startKeepwatch({ KEEPWATCH_ADMIN_EMAIL: "", KEEPWATCH_ADMIN_PASSWORD: "" });
  const context = await browser.newContext({ ...project.use, storageState: { cookies: [], origins: [] } });
  const visitor = await context.newPage();
  await visitor.goto(/http:\S+\/welcome\S+/.exec(keepwatch.output())?.[0] ?? "");
  await shoot(visitor, project.name, "welcome");
  await context.close();
  await keepwatch.stop();
});

function shoot(page: Page, look: string, state: string): Promise<Buffer> {
  return page.screenshot({ path: `e2e/screenshots/${state}-${look}.png` });
}
