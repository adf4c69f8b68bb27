import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase } from "../connect";
import type { DatabaseConnection } from "../database";
import { migrateDatabase } from "../migrate";

/** A new embedded database with all tables, in a folder that goes with it. */
export async function openEmptyDatabase(): Promise<DatabaseConnection> {
  const folder = await mkdtemp(join(tmpdir(), "keepwatch-db-"));
  const connection = await openDatabase({ kind: "embedded", folder: join(folder, "db") });
  await migrateDatabase(connection);
  return {
    ...connection,
    async close() {
      await connection.close();
      await rm(folder, { recursive: true });
    },
  };
}
