import { and, eq, ne, sql } from "drizzle-orm";
import type { DeliveryPage, RetryDeliveryInput } from "@/lib/api/webhooks";
import { webhookDelivery } from "@/lib/server/db/schema";
import { AppError } from "@/lib/server/errors";
import { recordChange } from "@/lib/server/services/audit/record-change";
import type { ServiceContext } from "@/lib/server/services/service-context";
import { listDeliveries } from "./list-deliveries";
import { lockWebhook } from "./lock-webhook";

/** Makes what waits for its next attempt, or was given up, due at once, with all attempts before it again. */
export async function retryDelivery(
  ctx: ServiceContext,
  { id, deliveryId }: RetryDeliveryInput,
): Promise<DeliveryPage> {
  await recordChange(
    ctx,
    ({ name }) => ({ action: "webhook.retry", target: name, after: { delivery: deliveryId } }),
    async () => {
      const found = await lockWebhook(ctx, id);
      if (found.pausedAt) throw new AppError("conflict", "This webhook is paused. Let it go on first.");
      const [again] = await ctx.database.db
        .update(webhookDelivery)
        .set({ state: "waiting", attempts: 0, nextAttemptAt: sql`clock_timestamp()`, settledAt: null })
        .where(
          and(
            eq(webhookDelivery.id, deliveryId),
            eq(webhookDelivery.webhookId, id),
            ne(webhookDelivery.state, "delivered"),
          ),
        )
        .returning({ id: webhookDelivery.id });
      if (!again) throw new AppError("conflict", "This was delivered meanwhile, or is no longer kept.");
      return found;
    },
  );
  return listDeliveries(ctx, { id });
}
