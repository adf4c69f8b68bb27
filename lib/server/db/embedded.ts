import { PGlite } from "@electric-sql/pglite";
import { drizzle } from "drizzle-orm/pglite";
import { migrate } from "drizzle-orm/pglite/migrator";
import { lockFolder } from "@/lib/process/folder-lock";
import type { DatabaseConnection } from "./database";
import * as schema from "./schema";

/**
 * PGlite lets a second process open the same folder, and then loses what that one commits without a word.
 * So the folder is locked before it is opened, for as long as it is open.
 */
export async function openEmbedded(folder: string): Promise<DatabaseConnection> {
  const lock = await lockFolder(folder, "database");
  try {
    const client = await PGlite.create(folder);
    const db = drizzle({ client, schema });
    return {
      kind: "embedded",
      db,
      async ping() {
        await client.query("select 1");
      },
      migrate: (migrationsFolder) => migrate(db, { migrationsFolder }),
      async close() {
        await client.close();
        await lock.release();
      },
    };
  } catch (error) {
    await lock.release();
    throw error;
  }
}
