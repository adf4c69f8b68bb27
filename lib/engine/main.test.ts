import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { expect } from "@playwright/test";
import { EngineProcess } from "./testing/engine-process";
import { test as base } from "./testing/engine-test";
import { groupsOf, membersOf } from "./testing/group-members";
import { processesOf } from "./testing/processes-of";

type Start = (env?: Record<string, string>) => EngineProcess;

const test = base.extend<{ startEngine: Start }>({
  startEngine: async ({ dataDir }, use) => {
    const started: EngineProcess[] = [];
    await use((env) => {
      const engine = new EngineProcess(dataDir, env);
      started.push(engine);
      return engine;
    });
    for (const engine of started) engine.kill("SIGKILL");
    await Promise.all(started.map(({ exitCode }) => exitCode));
    await expect.poll(() => processesOf(dataDir)).toEqual([]);
  },
});

// Each test starts one engine or more, and browsers, which takes seconds on a busy machine.
test.slow();

/** By when nothing of an engine that was killed may be left. */
const SECOND = { timeout: 1_000, intervals: [20] };

test("an engine killed by SIGKILL leaves no Chromium, and the next start knows what was lost", async ({
  dataDir,
  startEngine,
}) => {
  const killed = startEngine();
  const before = await killed.browserbase();
  const finished = await before.sessions.create();
  await before.sessions.update(finished.id, { status: "REQUEST_RELEASE" });
  await expect.poll(async () => (await before.sessions.retrieve(finished.id)).status).toBe("COMPLETED");
  const lost = [await before.sessions.create({ keepAlive: true }), await before.sessions.create()];
  const browsers = groupsOf(processesOf(dataDir));
  expect(membersOf(browsers).length).toBeGreaterThan(4);

  killed.kill("SIGKILL");
  await expect.poll(() => membersOf(browsers), SECOND).toEqual([]);
  expect(readdirSync(join(dataDir, "profiles"))).toHaveLength(2);

  const after = await startEngine().browserbase();
  expect(readdirSync(join(dataDir, "profiles"))).toEqual([]);
  for (const { id } of lost) {
    expect(await after.sessions.retrieve(id)).toMatchObject({ status: "ERROR", endedAt: expect.any(String) });
  }
  expect((await after.sessions.retrieve(finished.id)).status).toBe("COMPLETED");
});

test("neither does one whose browsers hang, even if its watch was killed once", async ({ dataDir, startEngine }) => {
  const engine = startEngine();
  const { sessions } = await engine.browserbase();
  const create = () => sessions.create({ keepAlive: true });
  const before = await create();
  const [watch, ...others] = engine.shells();
  expect(others).toEqual([]);
  if (watch !== undefined) process.kill(watch, "SIGKILL");
  await expect.poll(() => engine.shells().filter((pid) => pid !== watch)).toHaveLength(1);
  const after = await create();

  const hanging = [before, after].map(({ id }) => processesOf(join(dataDir, "profiles", id)));
  const browsers = groupsOf(hanging.flat());
  expect(browsers.size).toBe(2);
  for (const pid of membersOf(browsers)) process.kill(pid, "SIGSTOP");
  engine.kill("SIGKILL");
  await expect.poll(() => membersOf(browsers), SECOND).toEqual([]);
});

test("browsers that wait for sessions go with the engine too, killed or stopped", async ({ dataDir, startEngine }) => {
  for (const signal of ["SIGKILL", "SIGTERM"] as const) {
    const engine = startEngine({ ENGINE_WARM_POOL: "2" });
    await engine.browserbase();
    await expect.poll(() => groupsOf(processesOf(dataDir)).size, { timeout: 20_000 }).toBe(2);
    const browsers = groupsOf(processesOf(dataDir));
    engine.kill(signal);
    await engine.exitCode;
    await expect.poll(() => membersOf(browsers), SECOND).toEqual([]);
  }
  expect(readdirSync(join(dataDir, "profiles"))).toEqual([]);
  expect(readdirSync(join(dataDir, "files"))).toEqual([]);
});

for (const [how, stop] of [
  ["SIGTERM", (engine: EngineProcess) => engine.kill("SIGTERM")],
  ["SIGINT", (engine: EngineProcess) => engine.kill("SIGINT")],
  ["the death of its parent", (engine: EngineProcess) => engine.disconnect()],
] as const) {
  test(`${how} ends the sessions and the engine, cleanly`, async ({ dataDir, startEngine }) => {
    const engine = startEngine();
    const browserbase = await engine.browserbase();
    const { id } = await browserbase.sessions.create({ keepAlive: true });
    stop(engine);
    expect(await engine.exitCode).toBe(0);
    expect(processesOf(dataDir)).toEqual([]);
    expect(readdirSync(join(dataDir, "profiles"))).toEqual([]);
    const again = await startEngine().browserbase();
    expect(await again.sessions.retrieve(id)).toMatchObject({ status: "COMPLETED" });
  });
}

test("no secret is written but the API key, which only its owner may read", async ({ dataDir, startEngine }) => {
  const engine = startEngine({ ENGINE_API_KEY: "" });
  await engine.browserbase();
  const apiKeyFile = join(dataDir, "api-key");
  expect(statSync(apiKeyFile).mode & 0o777).toBe(0o600);
  const firstKey = readFileSync(apiKeyFile, "utf8");
  engine.kill("SIGTERM");
  await engine.exitCode;
  await startEngine({ ENGINE_API_KEY: "" }).browserbase();
  expect(readFileSync(apiKeyFile, "utf8")).toBe(firstKey);
  expect(readFileSync(join(dataDir, "sessions.jsonl"), "utf8")).not.toContain("signingKey");
});

test("a taken port is named in one line, and nothing is left locked", async ({ dataDir, startEngine }) => {
  const squatter = createServer().listen(0, "127.0.0.1");
  await expect.poll(() => squatter.listening).toBe(true);
  const address = squatter.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const engine = startEngine({ ENGINE_PORT: String(port) });
  expect(await engine.exitCode).toBe(1);
  expect(engine.stderr).toBe(`Port ${port} is taken. Stop what listens there, or set ENGINE_PORT to another one.\n`);
  squatter.close();
  expect(existsSync(`${dataDir}.lock`)).toBe(false);
});

test("a second engine on the same folder is refused", async ({ startEngine }) => {
  const first = startEngine();
  const browserbase = await first.browserbase();
  const { id } = await browserbase.sessions.create({ keepAlive: true });
  const second = startEngine();
  expect(await second.exitCode).toBe(1);
  expect(second.stderr).toMatch(/^[^\n]+already uses[^\n]+\n$/);
  expect((await browserbase.sessions.retrieve(id)).status).toBe("RUNNING");
});

test("a bad setting is named in one line", async ({ startEngine }) => {
  const engine = startEngine({ ENGINE_PORT: "http" });
  expect(await engine.exitCode).toBe(1);
  expect(engine.stderr).toMatch(/^ENGINE_PORT is http\. [^\n]+\n$/);
});
