import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { lockFolder } from "./folder-lock";

test.describe.configure({ timeout: 60_000 });

const holders: ChildProcess[] = [];
let folder = "";

test.beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), "keepwatch-lock-")), "data");
});

test.afterEach(async () => {
  for (const holder of holders.splice(0)) holder.kill("SIGKILL");
  await rm(join(folder, ".."), { recursive: true });
});

test("a second process is refused, and told who holds the folder", async () => {
  const first = await startHolder();
  expect(first.answer).toBe("held");
  const second = await startHolder();
  expect(second.answer).toContain(`pid ${first.child.pid} on ${hostname()}) already uses ${folder}; stop it or set`);
  expect(first.child.exitCode).toBeNull();
});

test("the same process is refused a second time, and let in after release", async () => {
  const lock = await lockFolder(folder, "test");
  await expect(lockFolder(folder, "test")).rejects.toThrow(/already uses/);
  await lock.release();
  const again = await lockFolder(folder, "test");
  await again.release();
});

test("the lock of a killed process is taken over at once", async () => {
  const first = await startHolder();
  first.child.kill("SIGKILL");
  await once(first.child, "exit");
  const startedAt = performance.now();
  const lock = await lockFolder(folder, "test");
  expect(performance.now() - startedAt).toBeLessThan(5_000);
  await lock.release();
});

test("a lock whose holder cannot be known is taken over once its heartbeat stands still", async () => {
  await leaveLockOfAnotherHost();
  const lock = await lockFolder(folder, "test");
  expect(JSON.parse(await readFile(`${folder}.lock.json`, "utf8"))).toMatchObject({ pid: process.pid });
  await lock.release();
});

test("an old heartbeat that moves again belongs to a holder that is alive", async () => {
  const first = await startHolder();
  await writeFile(`${folder}.lock.json`, "half a fi");
  const second = await startHolder();
  expect(second.answer).toMatch(/Another Keepwatch already uses/);
  expect(first.child.exitCode).toBeNull();
});

test("of five that find the same dead holder, one takes over", async () => {
  const dead = await startHolder();
  dead.child.kill("SIGKILL");
  await once(dead.child, "exit");
  const answers = await Promise.all(Array.from({ length: 5 }, async () => (await startHolder()).answer));
  expect(answers.filter((answer) => answer === "held")).toHaveLength(1);
});

test("a process whose lock was taken away stops at once and says so", async () => {
  const first = await startHolder();
  const exited = once(first.child, "exit");
  await utimes(`${folder}.lock`, new Date(0), new Date(0));
  expect((await exited)[0]).toBe(1);
  expect(first.stderr()).toMatch(/^The lock on .* is lost, .*; this one stops at once\.\n$/);
});

test("a folder that cannot be made is named with the way out", async () => {
  await writeFile(folder, "");
  await expect(lockFolder(join(folder, "below"), "test")).rejects.toThrow(
    /cannot be written \(ENOTDIR\); make it writable or set KEEPWATCH_DATA_DIR/,
  );
});

async function startHolder() {
  const child = fork(new URL("testing/hold-lock.ts", import.meta.url), [folder], {
    execArgv: ["--import", "tsx"],
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  holders.push(child);
  let stderr = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  const [answer]: unknown[] = await once(child, "message");
  return { child, answer, stderr: () => stderr };
}

async function leaveLockOfAnotherHost() {
  const lock = await lockFolder(folder, "test");
  await lock.release();
  await writeFile(`${folder}.lock.json`, JSON.stringify({ pid: 1, host: "elsewhere", name: "test" }));
  await mkdir(`${folder}.lock`);
}
