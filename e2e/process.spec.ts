import { once } from "node:events";
import { test as base, expect, SessionsPage, sdkFor } from "./fixtures";
import { type Keepwatch, startKeepwatch } from "./keepwatch-process";
import { processesOf } from "./processes";
import { signIn } from "./sign-in";

/** A console of the test's own, which it may kill. */
const test = base.extend<{ own: Keepwatch }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures off this pattern
  own: async ({}, use) => {
    const own = await startKeepwatch();
    await use(own);
    await own.stop();
  },
});

for (const signal of ["SIGTERM", "SIGINT"] as const) {
  test(`${signal} stops everything, every browser included`, async ({ own }) => {
    await sdkFor(own).sessions.create({ keepAlive: true });
    expect(processesOf(own.dataFolder).some(({ commandLine }) => commandLine.includes("--user-data-dir"))).toBe(true);
    own.process.kill(signal);
    const [code] = await once(own.process, "exit");
    expect(code).toBe(0);
    expect(processesOf(own.dataFolder)).toEqual([]);
  });
}

test("nothing outlives a launcher that was killed", async ({ own }) => {
  await sdkFor(own).sessions.create({ keepAlive: true });
  own.process.kill("SIGKILL");
  await expect.poll(() => processesOf(own.dataFolder), { timeout: 15_000 }).toEqual([]);
});

test("an engine that is killed comes back under the open page, and its lost sessions are told", async ({
  own,
  page,
}) => {
  const browserbase = sdkFor(own);
  const lost = await browserbase.sessions.create({ keepAlive: true });
  const sessionsPage = new SessionsPage(page);
  await page.context().addCookies(await signIn(own.url));
  await page.goto(own.url);
  await expect(sessionsPage.row(lost.id)).toHaveAttribute("data-live", "true");

  const engine = processesOf(own.dataFolder).find(({ commandLine }) => commandLine.includes("dist/engine.js"));
  if (!engine) throw new Error("the engine has a process");
  process.kill(engine.pid, "SIGKILL");

  await expect(sessionsPage.row(lost.id)).toContainText("ERROR", { timeout: 40_000 });
  await expect(page.getByRole("banner")).toContainText("Live");
  const fresh = await browserbase.sessions.create({ keepAlive: true });
  await expect(sessionsPage.row(fresh.id)).toHaveAttribute("data-live", "true");
  await sessionsPage.release(fresh.id);
  await expect(sessionsPage.row(fresh.id)).toContainText("COMPLETED");
});
