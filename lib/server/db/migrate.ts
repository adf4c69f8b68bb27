import { fileURLToPath } from "node:url";
import type { DatabaseConnection } from "./database";

/** Brings the tables up to date. Run by a process of its own: making an embedded database takes 840 MB once. */
export async function migrateDatabase(connection: DatabaseConnection): Promise<void> {
  await connection.migrate(fileURLToPath(new URL("migrations", import.meta.url)));
}
