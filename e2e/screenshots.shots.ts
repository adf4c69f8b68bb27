import { chromium, type Page } from "@playwright/test";
import type { CreateSessionResult } from "@/lib/api/sessions";
import { test } from "./fixtures";
import { startKeepwatch } from "./keepwatch-process";
import { addPerson } from "./people";
import { releaseNow } from "./release-sessions";

/** `npm run screenshots` takes these in each look; the README shows them. */
test("every state of the console", async ({ page, sessionsPage, createSession, browserbase }, { project }) => {
  const shot = (state: string) => shoot(page, project.name, state);
  await sessionsPage.open();
  await shot("empty");

  const over = await createSession({ keepAlive: true, userMetadata: { team: "support", task: "Ticket 8841" } });
  const fleet = [
    await createSession({
      keepAlive: true,
      api_timeout: 10_800,
      userMetadata: { team: "growth", task: "Export campaign report" },
    }),
    await createSession({
      keepAlive: true,
      api_timeout: 21_600,
      region: "eu-central-1",
      userMetadata: { team: "finance", owner: "priya", task: "Collect invoices" },
    }),
    await createSession({
      keepAlive: true,
      api_timeout: 240,
      region: "us-east-1",
      userMetadata: { team: "qa", task: "Check the sign-up form" },
    }),
    await createSession({
      keepAlive: true,
      api_timeout: 62,
      userMetadata: { team: "pricing", task: "Compare prices" },
    }),
  ];
  const client = await chromium.connectOverCDP(
    (await createSession({ userMetadata: { team: "hr", task: "Timesheets" } })).connectUrl,
  );
  await sessionsPage.open();
  await sessionsPage.row(over.id).waitFor();
  await browserbase.sessions.update(over.id, { status: "REQUEST_RELEASE" });
  await sessionsPage.row(over.id).getByText("COMPLETED", { exact: true }).waitFor();
  await shot("sessions");
  await sessionsPage.open("?group=metadata.team");
  await page
    .getByRole("row", { name: /growth/ })
    .first()
    .waitFor();
  await shot("groups");
  await sessionsPage.open();

  await sessionsPage.releaseButton(fleet[0]?.id ?? "").click();
  await shot("release");
  await page.keyboard.press("Escape");
  await sessionsPage
    .row(fleet[0]?.id ?? "")
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
});

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
