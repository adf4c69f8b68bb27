import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { openDatabase } from "@/lib/server/db/connect";
import { migrateDatabase } from "@/lib/server/db/migrate";
import { memoryMb } from "./process-usage";

const MIGRATE = "migrate";

/** What opening an embedded database that is there already adds to a process, in MB. Measured in one that does only that. */
export async function embeddedDatabaseShareMb(): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), "keepwatch-bench-db-"));
  try {
    await run(folder, MIGRATE);
    return await run(folder, "open");
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function run(folder: string, task: string): Promise<number> {
  const child = fork(new URL(import.meta.url), [folder, task], { execArgv: ["--import", "tsx"] });
  const exited = once(child, "exit");
  const [megabytes]: unknown[] = await once(child, "message");
  await exited;
  return Number(megabytes);
}

async function openAndTell(folder: string, task: string): Promise<void> {
  const before = memoryMb(process.pid);
  const connection = await openDatabase({ kind: "embedded", folder: join(folder, "db") });
  if (task === MIGRATE) await migrateDatabase(connection);
  await connection.ping();
  process.send?.(memoryMb(process.pid) - before);
  await connection.close();
  process.disconnect();
}

const [, program = "", folder, task] = process.argv;
if (folder && task && pathToFileURL(program).href === import.meta.url) await openAndTell(folder, task);
