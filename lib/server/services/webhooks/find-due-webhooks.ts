import { and, eq, isNull } from "drizzle-orm";
import type { DatabaseConnection } from "@/lib/server/db/database";
import { webhook, webhookDelivery } from "@/lib/server/db/schema";
import { isDue } from "./is-due";

/** The ids of those for which something is to be sent now. */
export async function findDueWebhooks({ db }: DatabaseConnection): Promise<string[]> {
  const rows = await db
    .selectDistinct({ id: webhook.id })
    .from(webhookDelivery)
    .innerJoin(webhook, eq(webhook.id, webhookDelivery.webhookId))
    .where(and(isDue, isNull(webhook.pausedAt)));
  return rows.map(({ id }) => id);
}
