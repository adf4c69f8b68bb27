import { type SQL, sql } from "drizzle-orm";

/** All time that servers compare is the database's. */
export const DATABASE_NOW = sql`clock_timestamp()`;

/** Epoch ms. */
export const databaseNowMs = sql<number>`extract(epoch from clock_timestamp()) * 1000`.mapWith(Number);

export function databaseNowPlus(ms: number): SQL {
  return sql`clock_timestamp() + ${ms / 1000} * interval '1 second'`;
}
