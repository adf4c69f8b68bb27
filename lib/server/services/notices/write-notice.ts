import { inArray, sql } from "drizzle-orm";
import type { DueNotice } from "@/lib/domain/notice";
import type { DatabaseConnection } from "@/lib/server/db/database";
import { notice, webhook, webhookDelivery } from "@/lib/server/db/schema";

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
    const { db } = database;
    const written = await db
      .insert(notice)
      .values([...due])
      .onConflictDoNothing({ target: notice.onceKey })
      .returning({ id: notice.id, onceKey: notice.onceKey });
    if (written.length > 0)
      await writeDeliveries(
        database,
        written.map(({ id }) => id),
      );
    return new Set(written.map(({ onceKey }) => onceKey));
  });
}

async function writeDeliveries({ db }: DatabaseConnection, noticeIds: number[]): Promise<void> {
  const wanted = db
    .select({ webhookId: webhook.id, noticeId: notice.id, nextAttemptAt: sql`now()`.as("next_attempt_at") })
    .from(webhook)
    .innerJoin(notice, sql`${webhook.kinds} @> to_jsonb(${notice.kind})`)
    .where(sql`${webhook.pausedAt} is null and ${inArray(notice.id, noticeIds)}`);
  await db.execute(sql`
    insert into ${webhookDelivery} (webhook_id, notice_id, next_attempt_at) ${wanted} on conflict do nothing`);
}
