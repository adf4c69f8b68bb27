import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DatabaseEnv } from "@/lib/server/env";
import { openDatabase } from "../connect";
import type { DatabaseConnection } from "../database";
import { migrateDatabase } from "../migrate";
import { startPostgresServer } from "./postgres-server";

export type TestDatabase = { env: DatabaseEnv; connection: DatabaseConnection; remove: () => Promise<void> };

/** A database of each kind with our tables in it. `undefined` when PostgreSQL is not to be had here. */
export const TEST_DATABASES: Record<DatabaseEnv["kind"], () => Promise<TestDatabase | undefined>> = {
  async embedded() {
    const folder = await mkdtemp(join(tmpdir(), "keepwatch-db-"));
    return open({ kind: "embedded", folder: join(folder, "db") }, () => rm(folder, { recursive: true }));
  },
  async postgres() {
    const server = await startPostgresServer();
    return server && open({ kind: "postgres", url: await server.createDatabase() }, server.stop);
  },
};

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
