import { chmod } from "node:fs/promises";
import { PGlite } from "@electric-sql/pglite";
import { drizzle } from "drizzle-orm/pglite";
import { migrate } from "drizzle-orm/pglite/migrator";
import { lockFolder } from "@/lib/process/folder-lock";
import { damagedFolder } from "./damaged-folder";
import type { DatabaseConnection } from "./database";
import { joinTransactions } from "./join-transactions";
import * as schema from "./schema";

/**
 * PGlite lets a second process open the same folder, and then loses what that one commits without a word.
 * So the folder is locked before it is opened, for as long as it is open.
 */
export async function openEmbedded(folder: string): Promise<DatabaseConnection> {
  const lock = await lockFolder(folder, "database");
  try {
    // PGlite makes files that anybody may write, whatever the umask: who may enter the folder decides.
    await chmod(folder, 0o700);
    const client = await openFolder(folder);
    const db = drizzle({ client, schema });
    return {
      kind: "embedded",
      ...joinTransactions(db),
      async ping() {
        await client.query("select 1");
      },
      async migrate(migrationsFolder) {
        await migrate(db, { migrationsFolder }).catch((cause: unknown) => {
          throw damagedFolder(folder, "cannot be brought up to date", cause);
        });
      },
      async close() {
        await client.close().finally(() => lock.release());
      },
    };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function openFolder(folder: string): Promise<PGlite> {
  try {
    return await PGlite.create(folder);
  } catch (cause) {
    throw damagedFolder(folder, "cannot be opened", cause);
  }
}
