import type { TestWebhookResult, WebhookIdInput } from "@/lib/api/webhooks";
import { recordEffect } from "@/lib/server/services/audit/record-effect";
import type { ServiceContext } from "@/lib/server/services/service-context";
import { findWebhook } from "./list";
import { noSuchWebhook } from "./lock-webhook";
import { sendWebhook } from "./send-webhook";
import { toSlackRequest, toStandardRequest } from "./webhook-request";

/** Sends one message at once, paused or not, and tells what came of it. It is not tried again. */
export async function testWebhook(ctx: ServiceContext, { id }: WebhookIdInput): Promise<TestWebhookResult> {
  const found = await findWebhook(ctx.database, id);
  if (!found) throw noSuchWebhook();
  const now = Date.now();
  const message = {
    id: `test_${crypto.randomUUID()}`,
    type: "webhook.test" as const,
    at: now,
    message: "A test from Keepwatch: what it has to tell arrives here.",
  };
  const about = { consoleUrl: ctx.web.publicUrl, now };
  const request =
    found.format === "slack" ? toSlackRequest([message], about) : toStandardRequest(message, found.secret, about);
  return recordEffect(
    ctx,
    { action: "webhook.test", target: found.name },
    async () => {
      const result = await sendWebhook(found, request, { fetch, now: Date.now });
      const { isDelivered, status = null } = result;
      return { isDelivered, status, error: result.isDelivered ? null : result.error };
    },
    { learn: ({ status, error }) => ({ after: { status }, detail: error ?? undefined }) },
  );
}
