import { asc, count, eq } from "drizzle-orm";
import type { WebhookList, WebhookRow } from "@/lib/api/webhooks";
import type { DatabaseConnection } from "@/lib/server/db/database";
import { webhook, webhookDelivery } from "@/lib/server/db/schema";

/** Where notices are sent, without the secrets: not the signing secret, and of the address only its host. */
export async function listWebhooks({ database }: { database: DatabaseConnection }): Promise<WebhookList> {
  const { db } = database;
  const rows = await db.select().from(webhook).orderBy(asc(webhook.name), asc(webhook.id));
  const { webhookId, state } = webhookDelivery;
  const counted = await db
    .select({ webhookId, state, deliveries: count() })
    .from(webhookDelivery)
    .groupBy(webhookId, state);
  const webhooks = rows.map(({ id, name, url, format, kinds, createdBy, createdAt, pausedAt }): WebhookRow => {
    const own = counted.filter((one) => one.webhookId === id);
    const countOf = (wanted: (typeof own)[number]["state"]) => own.find((one) => one.state === wanted)?.deliveries ?? 0;
    return {
      id,
      name,
      address: `${new URL(url).origin}/…`,
      format,
      kinds,
      createdBy,
      createdAt: createdAt.getTime(),
      pausedAt: pausedAt?.getTime() ?? null,
      deliveries: { waiting: countOf("waiting"), delivered: countOf("delivered"), failed: countOf("failed") },
    };
  });
  return { now: Date.now(), webhooks };
}

/** Whether somebody is to be told who does not look at a page. */
export async function hasWebhooks({ db }: DatabaseConnection): Promise<boolean> {
  const rows = await db.select({ pausedAt: webhook.pausedAt }).from(webhook);
  return rows.some(({ pausedAt }) => pausedAt === null);
}

export async function findWebhook(
  { db }: DatabaseConnection,
  id: string,
): Promise<typeof webhook.$inferSelect | undefined> {
  const [found] = await db.select().from(webhook).where(eq(webhook.id, id));
  return found;
}
