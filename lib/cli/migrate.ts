import { openDatabase } from "@/lib/server/db/connect";
import { migrateDatabase } from "@/lib/server/db/migrate";
import { readEnv } from "@/lib/server/env";

export async function migrate(): Promise<number> {
  const connection = await openDatabase(readEnv().database);
  try {
    await migrateDatabase(connection);
    return 0;
  } finally {
    await connection.close();
  }
}
