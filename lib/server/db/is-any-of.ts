import { type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";

/** As one parameter: PostgreSQL takes 65,535 at most, and ten thousand take the embedded database seconds. */
export function isAnyOf(column: PgColumn, values: readonly (string | number)[]): SQL {
  const type = sql.raw(column.getSQLType());
  return sql`${column} in (select jsonb_array_elements_text(${JSON.stringify(values)}::jsonb)::${type})`;
}
