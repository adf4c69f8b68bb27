import { sql } from "drizzle-orm";
import type { DatabaseConnection } from "./database";

/** Until this transaction ends, whoever else holds the lock of this name waits, on whatever server. */
export async function holdLock({ db }: DatabaseConnection, name: string): Promise<void> {
  await db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`);
}
