import { type SQL, type SQLWrapper, sql } from "drizzle-orm";

/**
 * The orders that the audit log is read in, each by an index of its own. PostgreSQL takes no hints, and likes to walk
 * the index by time with a filter for whatever is frequent; when that was long ago it walks through everything since.
 * So each of these indexes has a condition that is true of every entry, and only who says it can be served by it.
 */
const LABELS = { "by time": -1, "by actor": -2, "by action": -3, "by actor and action": -4 } as const;

export type AuditOrder = keyof typeof LABELS;

/** Always true. A constant and not a parameter, since an index is chosen by it. */
export function inAuditOrder(order: AuditOrder, id: SQLWrapper): SQL {
  return sql`${id} <> ${sql.raw(String(LABELS[order]))}`;
}
