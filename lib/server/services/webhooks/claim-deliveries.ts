import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import type { DatabaseConnection } from "@/lib/server/db/database";
import { notice, webhook, webhookDelivery } from "@/lib/server/db/schema";
import { isDue } from "./is-due";

/** All of a claim is tried at once, and an attempt takes ten seconds at most. A server that died loses its claim then. */
const CLAIM = sql`clock_timestamp() + interval '60 seconds'`;
const AT_ONCE = 4;

export type ClaimedDelivery = Awaited<ReturnType<typeof claimDeliveries>>[number];

/** Takes some of what is due to a webhook and nobody else is at, with what is to be sent where. */
export async function claimDeliveries(
  { db }: DatabaseConnection,
  { claimant, webhookId: receiver }: { claimant: string; webhookId: string },
) {
  const { id, state, nextAttemptAt, webhookId } = webhookDelivery;
  const goesOn = db.select({ id: webhook.id }).from(webhook).where(isNull(webhook.pausedAt));
  const due = db
    .select({ id })
    .from(webhookDelivery)
    .where(and(isDue, eq(webhookId, receiver), inArray(webhookId, goesOn)))
    .orderBy(nextAttemptAt, id)
    .limit(AT_ONCE)
    .for("update", { skipLocked: true });
  const claimed = await db
    .update(webhookDelivery)
    .set({ claimedBy: claimant, claimedUntil: CLAIM })
    // As an array, or the limit may be read once for each row.
    .where(sql`${id} = any(array(${due}))`)
    .returning({ id });
  if (claimed.length === 0) return [];
  return db
    .select({
      id,
      attempts: webhookDelivery.attempts,
      webhook: { id: webhookId, url: webhook.url, format: webhook.format, secret: webhook.secret },
      notice: {
        id: notice.id,
        kind: notice.kind,
        at: notice.at,
        message: notice.message,
        sessionId: notice.sessionId,
        data: notice.data,
      },
    })
    .from(webhookDelivery)
    .innerJoin(webhook, eq(webhook.id, webhookId))
    .innerJoin(notice, eq(notice.id, webhookDelivery.noticeId))
    .where(and(eq(webhookDelivery.claimedBy, claimant), eq(state, "waiting")))
    .orderBy(id);
}
