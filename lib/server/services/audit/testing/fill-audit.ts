import { sql } from "drizzle-orm";
import { AUDIT_ACTIONS } from "@/lib/domain/audit";
import type { DatabaseConnection } from "@/lib/server/db/database";
import { auditEntry } from "@/lib/server/db/schema";

/** One entry a minute up to this instant, in the past so that what is written now is newer. */
export const NEWEST_AT = Date.UTC(2026, 0, 31, 12);

/**
 * Fills the log as a busy team and its agents would: one does half of all, most of it is releases, little fails, and
 * each session has five entries. Every seventh shares its instant with the one before.
 */
export async function fillAudit({ db }: Pick<DatabaseConnection, "db">, rows: number): Promise<void> {
  const actions = sql.param(Object.keys(AUDIT_ACTIONS));
  await db.execute(sql`
    insert into ${auditEntry} (at, actor_kind, actor_name, role, address, action, session_id, reason, after, outcome, request_id)
    select
      ${new Date(NEWEST_AT).toISOString()}::timestamptz - (n - (n % 7 = 0)::int) * interval '1 minute' + interval '7 microseconds',
      'person',
      case when n % 2 = 0 then 'agent@keepwatch.test' else 'person' || n % 50 || '@keepwatch.test' end,
      'operator',
      '192.0.2.' || n % 250,
      case when n % 3 = 0 then 'session.release' else (${actions}::text[])[1 + n % array_length(${actions}::text[], 1)] end,
      case when n % 4 = 0 then null else md5((n / 5)::text)::uuid::text end,
      case when n % 10 = 0 then 'Nobody needs it' end,
      jsonb_build_object('n', n),
      case when n % 1000 = 0 then 'failed' when n % 100 = 0 then 'refused' else 'done' end,
      md5(n::text)::uuid::text
    from generate_series(1, ${rows}::int) as n
  `);
}
