import { and, desc, eq, lt } from "drizzle-orm";
import type { DeliveryPage, ListDeliveriesInput } from "@/lib/api/webhooks";
import { notice, webhookDelivery } from "@/lib/server/db/schema";
import type { ServiceContext } from "@/lib/server/services/service-context";
import { findWebhook } from "./list";
import { noSuchWebhook } from "./lock-webhook";

const PAGE_DELIVERIES = 25;

/** What was sent there and what came of it, newest first. */
export async function listDeliveries(
  { database }: ServiceContext,
  { id: webhookId, cursor }: ListDeliveriesInput,
): Promise<DeliveryPage> {
  if (!(await findWebhook(database, webhookId))) throw noSuchWebhook();
  const { id, state, attempts, nextAttemptAt, lastStatus, lastError, settledAt, noticeId } = webhookDelivery;
  const rows = await database.db
    .select({
      id,
      state,
      attempts,
      nextAttemptAt,
      lastStatus,
      lastError,
      settledAt,
      notice: { kind: notice.kind, message: notice.message, at: notice.at },
    })
    .from(webhookDelivery)
    .innerJoin(notice, eq(notice.id, noticeId))
    .where(and(eq(webhookDelivery.webhookId, webhookId), cursor === undefined ? undefined : lt(id, cursor)))
    .orderBy(desc(id))
    .limit(PAGE_DELIVERIES);
  const last = rows.at(-1);
  return {
    now: Date.now(),
    deliveries: rows.map((row) => ({
      ...row,
      nextAttemptAt: row.state === "waiting" ? row.nextAttemptAt.getTime() : null,
      settledAt: row.settledAt?.getTime() ?? null,
      notice: { ...row.notice, at: row.notice.at.getTime() },
    })),
    next: last && rows.length === PAGE_DELIVERIES ? String(last.id) : null,
  };
}
