import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, readdir, rm, stat, truncate } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { sql } from "drizzle-orm";
import { StartupError } from "@/lib/process/startup-error";
import { openDatabase } from "./connect";
import { migrateDatabase } from "./migrate";
import { setting } from "./schema";
import { copyEmbeddedTemplate } from "./testing/embedded-template";

test.describe.configure({ timeout: 120_000 });

const writers: ChildProcess[] = [];
let folder = "";

test.beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "keepwatch-embedded-"));
  await copyEmbeddedTemplate(folder);
});

test.afterEach(async () => {
  for (const writer of writers.splice(0)) await kill(writer);
  await rm(folder, { recursive: true });
});

test("nobody else on this machine may enter the folder, even one that was open to all", async () => {
  test.skip(process.platform === "win32", "Windows has no such modes");
  await chmod(folder, 0o755);
  const connection = await openDatabase({ kind: "embedded", folder });
  expect((await stat(folder)).mode & 0o777).toBe(0o700);
  await connection.close();
});

test("a writer that is killed loses no row that it was told is written", async () => {
  const writer = startWriter();
  const written: unknown[] = [];
  writer.on("message", (row) => written.push(row));
  await expect.poll(() => written.length, { timeout: 60_000 }).toBeGreaterThan(100);
  await kill(writer);
  expect(await storedRows()).toEqual(expect.arrayContaining(written));
});

test("a second process is refused, and what the first writes is kept", async () => {
  const first = await openDatabase({ kind: "embedded", folder });
  await first.db.insert(setting).values({ key: "before", value: "before" });
  const [answer]: unknown[] = await once(startWriter(), "message");
  expect(answer).toContain(`pid ${process.pid}`);
  expect(answer).toContain(`already uses ${folder}; stop it`);
  await first.db.insert(setting).values({ key: "after", value: "after" });
  await first.close();
  expect(await storedRows()).toEqual(["before", "after"]);
});

const damages: [name: string, files: () => Promise<string[]>][] = [
  ["PG_VERSION", async () => ["PG_VERSION"]],
  ["everything in global", async () => (await readdir(join(folder, "global"))).map((file) => `global/${file}`)],
];
for (const [name, files] of damages) {
  test(`a folder that lost the content of ${name} is refused in one line, with the way out`, async () => {
    for (const file of await files()) await truncate(join(folder, file));
    const refusal: unknown = await openDatabase({ kind: "embedded", folder }).catch((error: unknown) => error);
    expectDamage(refusal, "cannot be opened");
  });
}

test("a folder that opens and cannot be migrated is refused in one line, with the way out", async () => {
  const first = await openDatabase({ kind: "embedded", folder });
  await first.db.execute(sql`drop table drizzle.__drizzle_migrations`);
  const refusal: unknown = await migrateDatabase(first).catch((error: unknown) => error);
  await first.close();
  expectDamage(refusal, "cannot be brought up to date");
});

function expectDamage(refusal: unknown, what: string): void {
  expect(refusal).toBeInstanceOf(StartupError);
  const message = refusal instanceof StartupError ? refusal.message : "";
  expect(message).toContain(`The database in ${folder} ${what} (`);
  expect(message).toContain("restore a backup of that folder, or move it away");
  expect(message).not.toContain("\n");
}

function startWriter(): ChildProcess {
  const writer = fork(new URL("testing/write-settings.ts", import.meta.url), [folder], {
    execArgv: ["--import", "tsx"],
  });
  writers.push(writer);
  return writer;
}

async function kill(writer: ChildProcess): Promise<void> {
  if (writer.exitCode !== null || writer.signalCode !== null) return;
  writer.kill("SIGKILL");
  await once(writer, "close");
}

async function storedRows(): Promise<unknown[]> {
  const connection = await openDatabase({ kind: "embedded", folder });
  const rows = await connection.db.select({ value: setting.value }).from(setting);
  await connection.close();
  return rows.map((row) => row.value);
}
