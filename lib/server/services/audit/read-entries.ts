import { and, desc, eq, getTableName, gte, inArray, lt, type SQL, Subquery, sql } from "drizzle-orm";
import type { AuditCursor, AuditEntry, AuditFilter } from "@/lib/api/audit";
import { AUDIT_ACTIONS, AUDIT_OUTCOMES, SYSTEM_ACTOR_NAME } from "@/lib/domain/audit";
import { inAuditOrder } from "@/lib/server/db/audit-order";
import type { DatabaseConnection } from "@/lib/server/db/database";
import { auditEntry } from "@/lib/server/db/schema";

type Reader = Pick<DatabaseConnection, "db">;
type Window = { before?: AuditCursor; limit: number };
type Batch = { entries: AuditEntry[]; next: AuditCursor | undefined };

/** The newest entries that pass the filter, from a cursor on. */
export async function readEntries(database: Reader, filter: AuditFilter, window: Window): Promise<Batch> {
  const rows = await entriesQuery(database, filter, window);
  const last = rows.at(-1);
  return {
    entries: rows.map(({ atMicros, ...row }) => ({ ...row, at: Math.floor(atMicros / 1000) })),
    next: last && rows.length === window.limit ? last : undefined,
  };
}

/**
 * What is read is hardly more than what is given, however long the log is: who, what and outcome are equalities on the
 * columns that an index begins with, and (at, id) is how it goes on. For the same reason nobody is told how many
 * entries there are.
 */
export function entriesQuery({ db }: Reader, filter: AuditFilter, window: Window) {
  const { at, id, ...rest } = auditEntry;
  return db
    .select({
      id,
      // A Date would lose what is below a millisecond, and with it entries between two pages.
      atMicros: sql`(extract(epoch from ${at}) * 1000000)::bigint`.mapWith(Number),
      actor: { kind: rest.actorKind, name: rest.actorName },
      role: rest.role,
      address: rest.address,
      action: rest.action,
      sessionId: rest.sessionId,
      target: rest.target,
      reason: rest.reason,
      before: rest.before,
      after: rest.after,
      outcome: rest.outcome,
      detail: rest.detail,
      requestId: rest.requestId,
    })
    .from(sourceFor(filter, window))
    .orderBy(desc(at), desc(id))
    .limit(window.limit);
}

/** The entries that pass, under the name of the log itself. */
function sourceFor(filter: AuditFilter, window: Window): Subquery {
  const source =
    filter.session === undefined ? mergedArms(filter, window) : entriesOfSession(filter.session, filter, window);
  return new Subquery(source, {}, getTableName(auditEntry));
}

/** Each arm is in order by the index that it reads, and PostgreSQL merges them no further than it must. */
function mergedArms(filter: AuditFilter, window: Window): SQL {
  const { at, id } = auditEntry;
  const arms = armsFor(filter).map((equalities) => {
    const passes = and(...equalities, ...timeBounds(filter, window));
    return sql`(select * from ${auditEntry} where ${passes} order by ${at} desc, ${id} desc limit ${window.limit})`;
  });
  return sql.join(arms, sql` union all `);
}

/** An index is of use up to the first column that is left open, so the values of that one are gone through. */
function armsFor({ who, what, outcome }: AuditFilter): SQL[][] {
  const { id, actorName, action } = auditEntry;
  const isWho = who === undefined ? undefined : eq(actorName, toActorName(who));
  if (what === undefined && outcome === undefined) {
    return isWho ? [[inAuditOrder("by actor", id), isWho]] : [[inAuditOrder("by time", id)]];
  }
  const isWhoInOrder = isWho ? [inAuditOrder("by actor and action", id), isWho] : [inAuditOrder("by action", id)];
  const actions: readonly string[] = what ?? Object.keys(AUDIT_ACTIONS);
  const outcomes = outcome === undefined ? AUDIT_OUTCOMES : [outcome];
  return actions.flatMap((one) =>
    outcomes.map((ending) => [...isWhoInOrder, eq(action, one), eq(auditEntry.outcome, ending)]),
  );
}

/**
 * A session has few entries: all of them are read and then put in order. `offset 0` keeps the planner from reading the
 * whole log backwards instead, as it may when it has no statistics, which the embedded database never gathers by itself.
 */
function entriesOfSession(prefix: string, filter: AuditFilter, window: Window): SQL {
  const { who, what, outcome } = filter;
  const { sessionId, actorName, action } = auditEntry;
  const passes = and(
    // No character of an id sorts after the tilde.
    sql`${sessionId} ~>=~ ${prefix} and ${sessionId} ~<~ ${`${prefix}~`}`,
    who === undefined ? undefined : eq(actorName, toActorName(who)),
    what === undefined ? undefined : inArray(action, what),
    outcome === undefined ? undefined : eq(auditEntry.outcome, outcome),
    ...timeBounds(filter, window),
  );
  return sql`select * from ${auditEntry} where ${passes} offset 0`;
}

function timeBounds({ from, to }: AuditFilter, { before }: Window): (SQL | undefined)[] {
  const { at, id } = auditEntry;
  return [
    from === undefined ? undefined : gte(at, new Date(from)),
    to === undefined ? undefined : lt(at, new Date(to)),
    before && sql`(${at}, ${id}) < (${toTimestamp(before.atMicros)}::timestamptz, ${before.id})`,
  ];
}

function toTimestamp(micros: number): string {
  const milliseconds = new Date(Math.floor(micros / 1000)).toISOString().slice(0, -1);
  return `${milliseconds}${String(micros % 1000).padStart(3, "0")}Z`;
}

/** Addresses are kept in lower case; ours is the one name that is not. */
function toActorName(who: string): string {
  return who === SYSTEM_ACTOR_NAME.toLowerCase() ? SYSTEM_ACTOR_NAME : who;
}
