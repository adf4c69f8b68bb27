import { and, eq, inArray, isNull, lte, sql } from "drizzle-orm";
import type { DatabaseConnection } from "@/lib/server/db/database";
import { notice, webhook, webhookDelivery } from "@/lib/server/db/schema";

/** All of a claim is tried at once, and an attempt takes ten seconds at most. A server that died loses its claim then. */
const CLAIM = sql`clock_timestamp() + interval '60 seconds'`;
const AT_ONCE = 20;
/** A receiver that does not answer takes no more of a claim than this. */
const AT_ONCE_EACH = 4;

export type ClaimedDelivery = Awaited<ReturnType<typeof claimDeliveries>>[number];

/** Takes what is due and nobody else is at, with what is to be sent where. By the database's clock. */
export async function claimDeliveries({ db }: DatabaseConnection, claimant: string) {
  const { id, state, nextAttemptAt, claimedUntil, webhookId } = webhookDelivery;
  const isDue = sql`${state} = 'waiting' and ${nextAttemptAt} <= clock_timestamp()
    and (${claimedUntil} is null or ${claimedUntil} < clock_timestamp())`;
  const place = sql<number>`row_number() over (partition by ${webhookId} order by ${nextAttemptAt}, ${id})`;
  const queued = db
    .select({ id, place: place.as("place") })
    .from(webhookDelivery)
    .innerJoin(webhook, eq(webhook.id, webhookId))
    .where(and(isDue, isNull(webhook.pausedAt)))
    .as("queued");
  const first = db.select({ id: queued.id }).from(queued).where(lte(queued.place, AT_ONCE_EACH));
  const due = db
    .select({ id })
    .from(webhookDelivery)
    // Rows cannot be numbered and locked in one query, and whoever gets the lock looks at the row once more.
    .where(and(isDue, inArray(id, first)))
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
