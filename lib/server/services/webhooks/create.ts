import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { type CreateWebhookInput, MAX_WEBHOOKS, type WebhookSecretResult } from "@/lib/api/webhooks";
import { webhook } from "@/lib/server/db/schema";
import { AppError } from "@/lib/server/errors";
import { recordChange } from "@/lib/server/services/audit/record-change";
import { callingPerson, type ServiceContext } from "@/lib/server/services/service-context";
import { listWebhooks } from "./list";
import { makeWebhookSecret } from "./make-secret";
import { withoutParameters } from "./without-parameters";

/** The address may be anywhere, this network included: admins alone say where, and a receiver beside us is usual. */
export async function createWebhook(ctx: ServiceContext, input: CreateWebhookInput): Promise<WebhookSecretResult> {
  const { name, url, format, kinds } = input;
  const { email: createdBy } = callingPerson(ctx);
  const secret = makeWebhookSecret();
  await recordChange(ctx, { action: "webhook.create", target: name, after: { format, kinds } }, async () => {
    const { db } = ctx.database;
    await requireRoom(ctx);
    const values = { id: randomUUID(), name, url, format, kinds: [...new Set(kinds)], secret, createdBy };
    await db.insert(webhook).values(values).catch(withoutParameters("the webhook could not be written"));
  });
  return { ...(await listWebhooks(ctx)), secret: format === "standard" ? secret : null };
}

async function requireRoom({ database: { db } }: ServiceContext): Promise<void> {
  const rows = await db.select({ one: sql`1` }).from(webhook);
  if (rows.length < MAX_WEBHOOKS) return;
  throw new AppError("conflict", `There are ${MAX_WEBHOOKS} webhooks, and no more can be. Remove one first.`);
}
