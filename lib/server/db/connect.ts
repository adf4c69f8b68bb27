import type { DatabaseEnv } from "@/lib/server/env";
import type { DatabaseConnection } from "./database";

/** Each driver is loaded only where it is used: PGlite is a whole Postgres. */
export async function openDatabase(database: DatabaseEnv): Promise<DatabaseConnection> {
  if (database.kind === "postgres") {
    const { openPostgres } = await import("./postgres");
    return openPostgres(database.url);
  }
  const { openEmbedded } = await import("./embedded");
  return openEmbedded(database.folder);
}
