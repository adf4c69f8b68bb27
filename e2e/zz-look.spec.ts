import { expect, test } from "./fixtures";

for (const [look, options] of Object.entries({
  light: { colorScheme: "light", viewport: { width: 1440, height: 900 } },
  phone: { colorScheme: "light", viewport: { width: 375, height: 812 }, hasTouch: true },
} as const)) {
  test.describe(look, () => {
    test.use(options);
    test("look", async ({ page, sessionsPage, createSession }) => {
      const shot = (name: string) => page.screenshot({ path: `/tmp/bulk-look/${name}-${look}.png` });
      const ids: string[] = [];
      for (const [task, timeout] of [
        ["Export campaign report", 21600],
        ["Collect invoices", 10800],
        ["Compare prices", 62],
      ] as const) {
        ids.push(
          (
            await createSession({
              keepAlive: true,
              api_timeout: timeout,
              userMetadata: { task, team: "growth", owner: "grace" },
            })
          ).id,
        );
      }
      ids.push((await createSession({ userMetadata: { task: "plain" } })).id);
      await sessionsPage.open();
      await sessionsPage.row(ids[3] ?? "").waitFor();
      await shot("sessions");
      await page.getByRole("checkbox", { name: `Select ${ids[0]?.slice(0, 8)}` }).click();
      await page.getByRole("checkbox", { name: `Select ${ids[1]?.slice(0, 8)}` }).click();
      await shot("selected");
      await page
        .getByRole("region", { name: "Selection" })
        .getByRole("button", { name: /^Release/ })
        .click();
      await page.getByRole("dialog").waitFor();
      await page.getByRole("checkbox", { name: /not yours/ }).check();
      await shot("dialog");
      await page
        .getByRole("dialog")
        .getByRole("button", { name: /^Release 2/ })
        .click();
      await page
        .getByText(/Releasing 2/)
        .first()
        .waitFor();
      await shot("waiting");
      await sessionsPage.releaseButton(ids[2] ?? "").click();
      await shot("question");
      await page.getByRole("button", { name: "Release anyway" }).click();
      await page.getByRole("button", { name: /Undo the release/ }).waitFor();
      await shot("row-waiting");
      await expect(sessionsPage.row(ids[0] ?? "")).toContainText("COMPLETED", { timeout: 40000 });
      await page.getByRole("link", { name: "Details" }).waitFor({ timeout: 40000 });
      await shot("settled");
      await page.getByRole("link", { name: "Details" }).click();
      await page.getByRole("heading", { name: /Release of/ }).waitFor();
      await shot("result");
      await page.goto("/releases");
      await shot("releases");
    });
  });
}
