import { expect, test } from "./fixtures";

// One default per engine, and each test sets it: in order, so that none reads another's.
test.describe.configure({ mode: "serial" });

test("the default timeout is kept, becomes the engine's own, and every new session without its own follows", async ({
  page,
  browserbase,
  createSession,
}) => {
  await page.goto("/settings");
  await page.getByRole("button", { name: "30 min" }).click();
  await expect(page.getByText("Saved. New sessions live 30 min.")).toBeVisible();
  await expect(page.getByRole("button", { name: "30 min" })).toHaveAttribute("aria-pressed", "true");

  const [project] = await browserbase.projects.list();
  expect(project?.defaultTimeout).toBe(1800);
  const bySdk = await createSession();
  expect(Date.parse(bySdk.expiresAt) - Date.parse(bySdk.startedAt)).toBe(1_800_000);
  const byConsole = await page.request.post("/api/sessions", { data: {} });
  const { session } = await byConsole.json();
  expect(session.expiresAt - session.startedAt).toBe(1_800_000);
  const ownTimeout = await createSession({ api_timeout: 90 });
  expect(Date.parse(ownTimeout.expiresAt) - Date.parse(ownTimeout.startedAt)).toBe(90_000);
  await browserbase.sessions.update(session.id, { status: "REQUEST_RELEASE" });

  await page.reload();
  await expect(page.getByRole("button", { name: "30 min" })).toHaveAttribute("aria-pressed", "true");
});

test("a custom value is checked at the field and then kept", async ({ page, browserbase }) => {
  await page.goto("/settings");
  const section = page.getByRole("region", { name: "Default timeout" });
  await section.getByRole("button", { name: "Custom" }).click();
  const amount = section.getByRole("textbox", { name: "Custom amount" });
  await amount.fill("0.5");
  await section.getByRole("button", { name: "Save" }).click();
  await expect(section.getByRole("alert")).toContainText(["must be at least 60 seconds"]);
  await amount.fill("45");
  await section.getByRole("button", { name: "Save" }).click();
  const custom = section.getByRole("button", { name: "Custom (45 min)" });
  await expect(custom).toHaveAttribute("aria-pressed", "true");
  await expect(custom).toBeFocused();
  expect((await browserbase.projects.list())[0]?.defaultTimeout).toBe(2700);
});

test("bad input changes nothing and names the field", async ({ page, browserbase }) => {
  const before = (await browserbase.projects.list())[0]?.defaultTimeout;
  for (const data of [{ seconds: 59 }, { seconds: 21_601 }, { seconds: "900" }, { seconds: 90.5 }, {}]) {
    const response = await page.request.put("/api/settings/default-timeout", { data });
    expect(response.status()).toBe(400);
    expect(await response.json()).toMatchObject({ statusCode: 400, code: "invalid", field: "seconds" });
  }
  expect((await browserbase.projects.list())[0]?.defaultTimeout).toBe(before);
});

test("the settings say where the engine is, and that the embedded database is not for keeps", async ({
  page,
  keepwatch,
}) => {
  await page.goto("/settings");
  await expect(page.getByText(keepwatch.engineUrl)).toBeVisible();
  await expect(page.getByText("but not a power cut")).toBeVisible();
});

test("a theme that was chosen is there from the first paint on", async ({ page }) => {
  await page.goto("/settings");
  await page.getByRole("radio", { name: "Dark" }).check();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect
    .poll(() =>
      page
        .context()
        .cookies()
        .then((all) => all.map(({ value }) => value)),
    )
    .toContain("dark");
  const html = await (await page.request.get("/settings")).text();
  expect(html).toContain('data-theme="dark"');
});
