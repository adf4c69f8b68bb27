import type { PgDatabase, PgQueryResultHKT } from "drizzle-orm/pg-core";
import type * as schema from "./schema";

/** What queries are written against: the part that PGlite and Postgres share. */
export type Database = PgDatabase<PgQueryResultHKT, typeof schema>;

export type DatabaseConnection = {
  kind: "embedded" | "postgres";
  /** Within `inTransaction` it is that transaction, for whoever was handed it, libraries included. */
  db: Database;
  /** All or nothing. Inside another one it is a part of that one. */
  inTransaction<Result>(act: () => Promise<Result>): Promise<Result>;
  /** Rejects when the database does not answer. */
  ping(): Promise<void>;
  migrate(migrationsFolder: string): Promise<void>;
  close(): Promise<void>;
};
