import type { PgDatabase, PgQueryResultHKT } from "drizzle-orm/pg-core";
import type * as schema from "./schema";

/** What queries are written against: the part that PGlite and Postgres share. */
type Database = PgDatabase<PgQueryResultHKT, typeof schema>;

export type DatabaseConnection = {
  kind: "embedded" | "postgres";
  db: Database;
  /** Rejects when the database does not answer. */
  ping(): Promise<void>;
  migrate(migrationsFolder: string): Promise<void>;
  close(): Promise<void>;
};
