import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DatabaseEnv } from "@/lib/server/env";
import { openDatabase } from "../connect";
import type { DatabaseConnection } from "../database";
import { migrateDatabase } from "../migrate";
import { copyEmbeddedTemplate } from "./embedded-template";
import type { PostgresServer } from "./postgres-server";

/** An embedded database with all tables and no rows, in a folder that goes with it. */
export async function openEmbeddedTestDatabase(): Promise<{
  connection: DatabaseConnection;
  remove: () => Promise<void>;
}> {
  const root = await mkdtemp(join(tmpdir(), "keepwatch-db-"));
  const folder = join(root, "db");
  await copyEmbeddedTemplate(folder);
  const connection = await openMigrated({ kind: "embedded", folder });
  return {
    connection,
    async remove() {
      await connection.close();
      await rm(root, { recursive: true });
    },
  };
}

/** A database with all tables and no rows, that goes with its server. */
export async function openPostgresTestDatabase(server: PostgresServer): Promise<DatabaseConnection> {
  return openMigrated({ kind: "postgres", url: await server.createDatabase() });
}

async function openMigrated(env: DatabaseEnv): Promise<DatabaseConnection> {
  const connection = await openDatabase(env);
  await migrateDatabase(connection);
  return connection;
}
