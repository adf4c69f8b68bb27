import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { chown, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { aptGetInstall } from "@/lib/process/apt-get";
import { run } from "@/lib/process/run";
import { findPostgresBin } from "./find-postgres-bin";

export type PostgresServer = { createDatabase(): Promise<string>; stop(): Promise<void> };

/** A real PostgreSQL in a folder of its own, reached by a Unix socket in it. Undefined when none can be had here. */
export async function startPostgresServer(): Promise<PostgresServer | undefined> {
  const bin = (await findPostgresBin()) ?? ((await aptGetInstall("postgresql")) ? await findPostgresBin() : undefined);
  if (!bin) return undefined;
  const account = await postgresAccount();
  const folder = await mkdtemp(join(tmpdir(), "keepwatch-pg-"));
  if (account) await chown(folder, account.uid, account.gid);
  const data = join(folder, "data");
  const initdbArgs = ["-D", data, "-U", "keepwatch", "-A", "trust", "--no-sync"];
  const initdb = await run(join(bin, "initdb"), initdbArgs, { ...account, cwd: folder });
  if (initdb.code !== 0) throw new Error(`initdb failed: ${initdb.output}`);
  const server = spawn(join(bin, "postgres"), ["-D", data, "-k", folder, "-h", "", "-F"], {
    ...account,
    cwd: folder,
    stdio: ["ignore", "ignore", "pipe"],
  });
  await untilReady(server);
  return {
    createDatabase: () => createDatabase(folder),
    async stop() {
      const exited = once(server, "exit");
      server.kill("SIGQUIT");
      await exited;
      await rm(folder, { recursive: true });
    },
  };
}

/** PostgreSQL refuses to run as root. */
async function postgresAccount(): Promise<{ uid: number; gid: number } | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const accounts = await readFile("/etc/passwd", "utf8");
  const [, uid, gid] = /^postgres:[^:]*:(\d+):(\d+):/m.exec(accounts) ?? [];
  return { uid: Number(uid ?? 65_534), gid: Number(gid ?? 65_534) };
}

async function untilReady(server: ChildProcess): Promise<void> {
  let log = "";
  return new Promise((resolve, reject) => {
    server.stderr?.on("data", (chunk: Buffer) => {
      log += chunk.toString();
      if (log.includes("ready to accept connections")) resolve();
    });
    server.once("error", reject);
    server.once("exit", () => reject(new Error(`PostgreSQL did not start: ${log}`)));
  });
}

async function createDatabase(folder: string): Promise<string> {
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  const client = new Client(addressOf(folder, "postgres"));
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  return addressOf(folder, name);
}

function addressOf(folder: string, database: string): string {
  return `postgresql:///${database}?user=keepwatch&host=${encodeURIComponent(folder)}`;
}
