import { chromium } from "@playwright/test";
import { test } from "./fixtures";

/** `npm run screenshots` takes these in each look; the README shows them. */
test("every state of the console", async ({ page, sessionsPage, createSession, browserbase }, { project }) => {
  const shot = (state: string) => page.screenshot({ path: `e2e/screenshots/${state}-${project.name}.png` });
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
  await page.route("**/api/sessions", (route) => route.abort());
  await page.getByRole("status").filter({ hasText: "Not updated since" }).waitFor();
  await shot("stale");
  await page.goto("/settings");
  await shot("settings");
  await client.close();
});
