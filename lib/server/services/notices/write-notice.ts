import { sql } from "drizzle-orm";
import type { DueNotice } from "@/lib/domain/notice";
import { groupNotices } from "@/lib/domain/notice-groups";
import type { DatabaseConnection } from "@/lib/server/db/database";
import { isAnyOf } from "@/lib/server/db/is-any-of";
import { notice, webhook, webhookDelivery } from "@/lib/server/db/schema";
import { toJsonText } from "@/lib/server/db/to-json-text";

/**
 * Tells of what was not told of yet, of many as one, together with a delivery for each webhook that wants it: all or
 * nothing, and within the caller's transaction if there is one. Several servers may tell of the same; one of them does.
 * Gives the keys of what is new.
 */
export function writeNotice(
  { database }: { database: DatabaseConnection },
  ...due: readonly DueNotice[]
): Promise<ReadonlySet<string>> {
  if (due.length === 0) return Promise.resolve(new Set());
  return database.inTransaction(async () => {
    const written = await insertNotices(database, due);
    if (written.size > 0) await writeDeliveries(database, await groupWritten(database, due, written));
    return new Set(written.keys());
  });
}

/** What is one for many is written beside these, so that each of them stays told. Gives the ids of what people get. */
async function groupWritten(
  database: DatabaseConnection,
  due: readonly DueNotice[],
  written: ReadonlyMap<string, number>,
): Promise<number[]> {
  const told = new Set(written.values());
  for (const { notice: many, memberKeys } of groupNotices(due.filter(({ onceKey }) => written.has(onceKey)))) {
    const [toldWith] = (await insertNotices(database, [many])).values();
    const members = [...memberKeys].flatMap((key) => written.get(key) ?? []);
    await database.db.update(notice).set({ toldWith }).where(isAnyOf(notice.id, members));
    for (const id of members) told.delete(id);
    if (toldWith !== undefined) told.add(toldWith);
  }
  return [...told];
}

/** As one value, since there may be ten thousand. Gives the ids of what is new, by key. */
async function insertNotices(
  { db }: DatabaseConnection,
  due: readonly DueNotice[],
): Promise<ReadonlyMap<string, number>> {
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
  return new Map(rows.map(({ id, onceKey }) => [onceKey, Number(id)]));
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
