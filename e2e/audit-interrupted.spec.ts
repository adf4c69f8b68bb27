import { AuditLogPage, openContext } from "./audit-page";
import { startFaultyUpstream } from "./faulty-upstream";
import { expect, test } from "./fixtures";
import { type Keepwatch, startKeepwatch } from "./keepwatch-process";
import { processesOf } from "./processes";
import { askRelease } from "./release-sessions";
import { signIn } from "./sign-in";

test("a release that was recorded when the server was killed is carried out by the next, and told once", async ({
  browser,
  browserbase,
  keepwatch,
  createSession,
}) => {
  test.slow();
  const { id } = await createSession({ keepAlive: true });
  const upstream = await startFaultyUpstream(keepwatch.engineUrl);
  const env = { BROWSERBASE_API_KEY: keepwatch.engineApiKey(), BROWSERBASE_BASE_URL: upstream.url };
  const killed = await startKeepwatch(env);
  let restarted: Keepwatch | undefined;
  try {
    const context = await openContext(browser, killed.url, await signIn(killed.url));
    const log = new AuditLogPage(await context.newPage());
    expect((await askRelease(context.request, [id], "Nobody needs it")).status()).toBe(200);
    upstream.set("hang");
    await log.open({ session: id });
    await expect(log.entries("Release a session", "requested")).toHaveCount(1);
    for (const { pid } of processesOf(killed.dataFolder)) process.kill(pid, "SIGKILL");
    await context.close();
    expect((await browserbase.sessions.retrieve(id)).status).toBe("RUNNING");

    upstream.set("none");
    restarted = await startKeepwatch({ ...env, KEEPWATCH_DATA_DIR: killed.dataFolder });
    await expect
      .poll(async () => (await browserbase.sessions.retrieve(id)).status, { timeout: 30_000 })
      .toBe("COMPLETED");
    const later = await openContext(browser, restarted.url, await signIn(restarted.url));
    const found = new AuditLogPage(await later.newPage());
    await expect(async () => {
      await found.open({ session: id });
      await expect(found.entries("Release a session", "“Nobody needs it”", "done")).toHaveCount(1, { timeout: 1_000 });
    }).toPass();
    await expect(found.entries()).toHaveCount(1);
    await later.close();
  } finally {
    await restarted?.stop();
    await killed.stop();
    upstream.stop();
  }
});
