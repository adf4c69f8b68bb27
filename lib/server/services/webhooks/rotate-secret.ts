import { eq } from "drizzle-orm";
import type { WebhookIdInput, WebhookSecretResult } from "@/lib/api/webhooks";
import { webhook } from "@/lib/server/db/schema";
import { AppError } from "@/lib/server/errors";
import { recordChange } from "@/lib/server/services/audit/record-change";
import type { ServiceContext } from "@/lib/server/services/service-context";
import { listWebhooks } from "./list";
import { lockWebhook } from "./lock-webhook";
import { makeWebhookSecret } from "./make-secret";
import { withoutParameters } from "./without-parameters";

/** Counts from the next attempt on; the one before is worth nothing then. */
export async function rotateWebhookSecret(ctx: ServiceContext, { id }: WebhookIdInput): Promise<WebhookSecretResult> {
  const secret = makeWebhookSecret();
  await recordChange(
    ctx,
    ({ name }) => ({ action: "webhook.rotate-secret", target: name }),
    async () => {
      const found = await lockWebhook(ctx, id);
      if (found.format === "slack") throw new AppError("conflict", "A webhook of the Slack format signs nothing.");
      await ctx.database.db
        .update(webhook)
        .set({ secret })
        .where(eq(webhook.id, id))
        .catch(withoutParameters("the new secret could not be written"));
      return found;
    },
  );
  return { ...(await listWebhooks(ctx)), secret };
}
