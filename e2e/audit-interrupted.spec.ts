import { AuditLogPage, openContext } from "./audit-page";
import { startFaultyUpstream } from "./faulty-upstream";
import { expect, test } from "./fixtures";
import { type Keepwatch, startKeepwatch } from "./keepwatch-process";
import { processesOf } from "./processes";
import { signIn } from "./sign-in";

test("a release that was under way when the server was killed is told, and that nobody knows how it ended", async ({
  browser,
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
    upstream.set("hang");
    const release = context.request
      .post(`/api/sessions/${id}/release`, { data: { reason: "It hangs" }, timeout: 0 })
      .catch((error: unknown) => error);
    await expect(async () => {
      await log.open({ session: id });
      await expect(log.entries("Release a session", "requested")).toHaveCount(1, { timeout: 1 });
    }).toPass();
    for (const { pid } of processesOf(killed.dataFolder)) process.kill(pid, "SIGKILL");
    expect(await release).toBeInstanceOf(Error);
    await context.close();

    upstream.set("none");
    restarted = await startKeepwatch({ ...env, KEEPWATCH_DATA_DIR: killed.dataFolder });
    const later = await openContext(browser, restarted.url, await signIn(restarted.url));
    const found = new AuditLogPage(await later.newPage());
    await found.open({ session: id });
    const detail = "Keepwatch stopped before it learnt how this ended.";
    await expect(found.entries()).toHaveCount(1);
    await expect(found.entries("Release a session", "“It hangs”", "unknown", detail)).toHaveCount(1);
    await later.close();
  } finally {
    await restarted?.stop();
    await killed.stop();
    upstream.stop();
  }
});
