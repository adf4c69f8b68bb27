import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DatabaseEnv } from "@/lib/server/env";
import { openDatabase } from "../connect";
import type { DatabaseConnection } from "../database";
import { migrateDatabase } from "../migrate";
import { copyEmbeddedTemplate } from "./embedded-template";
import { startPostgresServer } from "./postgres-server";

export type TestDatabase = { env: DatabaseEnv; connection: DatabaseConnection; remove: () => Promise<void> };

/** A database of each kind with our tables in it. `undefined` when PostgreSQL is not to be had here. */
export const TEST_DATABASES: Record<DatabaseEnv["kind"], () => Promise<TestDatabase | undefined>> = {
  embedded: openEmbeddedTestDatabase,
  async postgres() {
    const server = await startPostgresServer();
    return server && open({ kind: "postgres", url: await server.createDatabase() }, server.stop);
  },
};

/** An embedded database with all tables and no rows, in a folder that goes with it. */
export async function openEmbeddedTestDatabase(): Promise<TestDatabase> {
  const root = await mkdtemp(join(tmpdir(), "keepwatch-db-"));
  const folder = join(root, "db");
  await copyEmbeddedTemplate(folder);
  return open({ kind: "embedded", folder }, () => rm(root, { recursive: true }));
}

async function open(env: DatabaseEnv, removeFiles: () => Promise<void>): Promise<TestDatabase> {
  const connection = await openDatabase(env);
  await migrateDatabase(connection);
  return {
    env,
    connection,
    async remove() {
      await connection.close();
      await removeFiles();
    },
  };
}
