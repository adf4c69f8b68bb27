import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "@playwright/test";
import { chromiumPath } from "../testing/chromium-path";
import { connectPage } from "../testing/connect-page";
import { test as base, type TestEngine } from "../testing/engine-test";
import { groupsOf, membersOf } from "../testing/group-members";
import { processesOf } from "../testing/processes-of";
import { startWebSite } from "../testing/web-site";

const PATIENT = { timeout: 20_000 };

type Warm = { id: string; pids: number[] };

const test = base.extend<{ warm: Warm }>({
  engineSettings: { warmPool: 1 },
  warm: async ({ engine }, use) => use(await untilWarm(engine)),
});

/** The browser that waits, by the folder that has its session's id for a name. */
async function untilWarm({ dataDir, browserbase }: TestEngine): Promise<Warm> {
  const taken = new Set((await browserbase.sessions.list()).map(({ id }) => id));
  const profiles = join(dataDir, "profiles");
  // Chromium writes this file when it listens.
  const isReady = (id: string) => existsSync(join(profiles, id, "DevToolsActivePort"));
  const waiting = () => readdirSync(profiles).filter((id) => !taken.has(id) && isReady(id));
  await expect.poll(() => waiting().length, PATIENT).toBeGreaterThan(0);
  const [id = ""] = waiting();
  return { id, pids: processesOf(join(profiles, id)) };
}

test("a session without wishes takes the browser that waits, as fresh as a new one, and the next one another", async ({
  engine,
  warm,
}) => {
  const { sessions } = engine.browserbase;
  const first = await sessions.create();
  expect(first.id).toBe(warm.id);
  const { browser, page } = await connectPage(first.connectUrl);
  expect([page.url(), await page.evaluate("[innerWidth, history.length]")]).toEqual(["about:blank", [1280, 1]]);
  const next = await untilWarm(engine);
  expect((await sessions.create()).id).toBe(next.id);
  await browser.close();
  await expect.poll(() => processesOf(join(engine.dataDir, "profiles", first.id))).toEqual([]);
  await expect.poll(() => readdirSync(join(engine.dataDir, "profiles"))).not.toContain(first.id);
});

test("what can be set on a browser that runs, is: only the allowed domains are reached", async ({ engine, warm }) => {
  const site = await startWebSite((_request, response) => response.end("reached"));
  const { id, connectUrl } = await engine.browserbase.sessions.create({
    browserSettings: { allowedDomains: ["example.com"] },
  });
  expect(id).toBe(warm.id);
  const { browser, page } = await connectPage(connectUrl);
  await expect(page.goto(site.url)).rejects.toThrow("ERR_BLOCKED_BY_CLIENT");
  await browser.close();
  site.close();
});

test("a session that wants what a browser has from its start gets one of its own", async ({ engine, warm }) => {
  const { browserbase } = engine;
  const context = await browserbase.contexts.create();
  const wishes = [
    { viewport: { width: 900, height: 500 } },
    { ignoreCertificateErrors: true },
    { context: { id: context.id } },
  ];
  for (const browserSettings of wishes) {
    const { id } = await browserbase.sessions.create({ browserSettings });
    expect(id).not.toBe(warm.id);
    await browserbase.sessions.update(id, { status: "REQUEST_RELEASE" });
  }
  const { id } = await browserbase.sessions.create({
    proxies: [{ type: "external", server: "http://127.0.0.1:9", domainPattern: "nowhere.test" }],
  });
  expect(id).not.toBe(warm.id);
  expect((await browserbase.sessions.create()).id).toBe(warm.id);
});

for (const [how, signal] of [
  ["hangs", "SIGSTOP"],
  ["has just died", "SIGKILL"],
] as const) {
  test(`a waiting browser that ${how} costs its session time, and nothing else`, async ({ engine, warm }) => {
    const group = groupsOf(warm.pids);
    for (const pid of membersOf(group)) process.kill(pid, signal);
    const { status, connectUrl } = await engine.browserbase.sessions.create();
    expect(status).toBe("RUNNING");
    const { browser, page } = await connectPage(connectUrl);
    expect(await page.evaluate("1 + 1")).toBe(2);
    expect(membersOf(group)).toEqual([]);
    await browser.close();
  });
}

base.describe("with a browser that hangs at its first start", () => {
  base.use({
    engineSettings: async ({ dataDir }, use) => {
      const program = join(dataDir, "headless-shell");
      const firstTime = `/bin/mkdir '${dataDir}/started' 2>/dev/null && exec /bin/sleep 1000`;
      writeFileSync(program, `#!/bin/sh\n${firstTime}\nexec '${chromiumPath}' "$@"\n`, { mode: 0o700 });
      await use({ chromiumPath: program, warmPool: 1 });
    },
  });

  base("it costs the session that takes it from the pool time, and nothing else", async ({ engine }) => {
    await expect.poll(() => existsSync(join(engine.dataDir, "started"))).toBe(true);
    const { status, connectUrl } = await engine.browserbase.sessions.create();
    expect(status).toBe("RUNNING");
    const { browser, page } = await connectPage(connectUrl);
    expect(await page.evaluate("1 + 1")).toBe(2);
    await browser.close();
  });
});
