import { eq } from "drizzle-orm";
import type { ChangeWebhookInput, WebhookList } from "@/lib/api/webhooks";
import { webhook } from "@/lib/server/db/schema";
import { recordChange } from "@/lib/server/services/audit/record-change";
import type { ServiceContext } from "@/lib/server/services/service-context";
import { listWebhooks } from "./list";
import { lockWebhook } from "./lock-webhook";
import { pauseWebhook } from "./settle-delivery";

/** Names it anew, chooses what it is told of, pauses it, or lets it go on. */
export async function changeWebhook(ctx: ServiceContext, { id, ...wanted }: ChangeWebhookInput): Promise<WebhookList> {
  await recordChange(
    ctx,
    (before) => ({ action: "webhook.change", target: before.name, before: partOf(before, wanted), after: wanted }),
    async () => {
      const before = await lockWebhook(ctx, id);
      const { name = before.name, kinds = before.kinds } = wanted;
      const pausedAt = wanted.isPaused === false ? null : before.pausedAt;
      await ctx.database.db
        .update(webhook)
        .set({ name, kinds: [...new Set(kinds)], pausedAt })
        .where(eq(webhook.id, id));
      if (wanted.isPaused) await pauseWebhook(ctx.database, id, "It was paused before this could be sent.");
      return before;
    },
  );
  return listWebhooks(ctx);
}

/** As it was, where it was to change. */
function partOf({ name, kinds, pausedAt }: typeof webhook.$inferSelect, wanted: Omit<ChangeWebhookInput, "id">) {
  const before = { name, kinds, isPaused: pausedAt !== null };
  return Object.fromEntries(Object.entries(before).filter(([key]) => key in wanted));
}
