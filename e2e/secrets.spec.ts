import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "./fixtures";

test("no key, connect URL or signing key reaches a page or a log unasked", async ({
  page,
  sessionsPage,
  createSession,
  keepwatch,
}) => {
  const { id, connectUrl, signingKey } = await createSession({ keepAlive: true });
  const bodies: string[] = [];
  page.on("response", async (response) => {
    bodies.push(await response.text().catch(() => ""));
  });
  await sessionsPage.open();
  await expect(sessionsPage.row(id)).toBeVisible();
  await page.goto("/settings");
  await sessionsPage.open();
  await sessionsPage.releaseButton(id).click();
  await page.getByRole("button", { name: "Release now" }).click();
  await expect(sessionsPage.row(id)).toContainText("COMPLETED");
  bodies.push(await page.content(), await (await page.request.get("/api/health")).text());

  const logs = ["web.log", "engine.log"].map((file) => readFileSync(join(keepwatch.dataFolder, file), "utf8"));
  const everything = [...bodies, ...logs, keepwatch.output()].join("\n");
  for (const secret of [keepwatch.engineApiKey(), connectUrl, signingKey, "signingKey="]) {
    expect(everything.includes(secret)).toBe(false);
  }
});

test("pages and routes answer to this machine's names only", async ({ page }) => {
  for (const path of ["/", "/settings", "/api/sessions", "/api/health"]) {
    const response = await page.request.get(path, { headers: { host: "keepwatch.example" } });
    expect(response.status(), path).toBe(403);
  }
});

test("a foreign web page can change nothing", async ({ page, browserbase, createSession }) => {
  const { id } = await createSession({ keepAlive: true });
  const attempts: Record<string, string>[] = [
    { origin: "https://evil.example", "content-type": "application/json" },
    { origin: "null", "content-type": "application/json" },
    { "content-type": "text/plain" },
    { "sec-fetch-site": "cross-site", "content-type": "application/json" },
  ];
  for (const headers of attempts) {
    const response = await page.request.post(`/api/sessions/${id}/release`, { headers, data: "{}" });
    expect(response.status(), JSON.stringify(headers)).toBeGreaterThanOrEqual(400);
    expect(response.status(), JSON.stringify(headers)).toBeLessThan(500);
  }
  expect((await browserbase.sessions.retrieve(id)).status).toBe("RUNNING");
});
