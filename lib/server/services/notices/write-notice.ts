import { sql } from "drizzle-orm";
import type { DueNotice } from "@/lib/domain/notice";
import type { DatabaseConnection } from "@/lib/server/db/database";
import { isAnyOf } from "@/lib/server/db/is-any-of";
import { notice, webhook, webhookDelivery } from "@/lib/server/db/schema";
import { toJsonText } from "@/lib/server/db/to-json-text";

/**
 * Tells of what was not told of yet, together with a delivery for each webhook that wants it: both or neither, and within
 * the caller's transaction if there is one. Several servers may tell of the same; one of them does. Gives the keys of
 * what is new.
 */
export function writeNotice(
  { database }: { database: DatabaseConnection },
  ...due: readonly DueNotice[]
): Promise<ReadonlySet<string>> {
  if (due.length === 0) return Promise.resolve(new Set());
  return database.inTransaction(async () => {
    const written = await insertNotices(database, due);
    if (written.length > 0)
      await writeDeliveries(
        database,
        written.map(({ id }) => id),
      );
    return new Set(written.map(({ onceKey }) => onceKey));
  });
}

/** As one value, since there may be ten thousand. */
async function insertNotices({ db }: DatabaseConnection, due: readonly DueNotice[]) {
  const written = db
    .$with("written", { id: sql<string>`id`.as("id"), onceKey: sql<string>`once_key`.as("once_key") })
    .as(sql`
      insert into ${notice} (kind, once_key, session_id, message, data)
      select kind, "onceKey", "sessionId", message, data
      from jsonb_to_recordset(${toJsonText(due)}::jsonb)
        as due(kind text, "onceKey" text, "sessionId" text, message text, data jsonb)
      on conflict (once_key) do nothing
      returning id, once_key`);
  const rows = await db.with(written).select().from(written);
  return rows.map(({ id, onceKey }) => ({ id: Number(id), onceKey }));
}

async function writeDeliveries({ db }: DatabaseConnection, noticeIds: number[]): Promise<void> {
  const wanted = db
    .select({ webhookId: webhook.id, noticeId: notice.id, nextAttemptAt: sql`now()`.as("next_attempt_at") })
    .from(webhook)
    .innerJoin(notice, sql`${webhook.kinds} @> to_jsonb(${notice.kind})`)
    .where(sql`${webhook.pausedAt} is null and ${isAnyOf(notice.id, noticeIds)}`);
  await db.execute(sql`
    insert into ${webhookDelivery} (webhook_id, notice_id, next_attempt_at) ${wanted} on conflict do nothing`);
}
