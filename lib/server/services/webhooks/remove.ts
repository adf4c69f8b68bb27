import { eq } from "drizzle-orm";
import type { WebhookIdInput, WebhookList } from "@/lib/api/webhooks";
import { webhook } from "@/lib/server/db/schema";
import { recordChange } from "@/lib/server/services/audit/record-change";
import type { ServiceContext } from "@/lib/server/services/service-context";
import { listWebhooks } from "./list";
import { lockWebhook } from "./lock-webhook";

/** Its deliveries go with it. */
export async function removeWebhook(ctx: ServiceContext, { id }: WebhookIdInput): Promise<WebhookList> {
  await recordChange(
    ctx,
    ({ name, format, kinds }) => ({ action: "webhook.remove", target: name, before: { format, kinds } }),
    async () => {
      const found = await lockWebhook(ctx, id);
      await ctx.database.db.delete(webhook).where(eq(webhook.id, id));
      return found;
    },
  );
  return listWebhooks(ctx);
}
