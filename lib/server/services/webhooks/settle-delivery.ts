import { and, eq, sql } from "drizzle-orm";
import { nextAttemptDelayMs } from "@/lib/domain/delivery-schedule";
import type { DatabaseConnection } from "@/lib/server/db/database";
import { webhook, webhookDelivery } from "@/lib/server/db/schema";
import type { ClaimedDelivery } from "./claim-deliveries";
import type { SendResult } from "./send-webhook";

type Settling = { claimant: string; random: number };

/** Writes down how an attempt went, unless the claim ran out and is somebody else's now. */
export async function settleDelivery(
  { db }: DatabaseConnection,
  { id, attempts: before }: Pick<ClaimedDelivery, "id" | "attempts">,
  result: SendResult,
  { claimant, random }: Settling,
): Promise<void> {
  const attempts = before + 1;
  const common = { attempts, lastStatus: result.status ?? null, claimedBy: null, claimedUntil: null };
  const delayMs = result.isDelivered || result.isGone ? undefined : nextAttemptDelayMs(attempts, { ...result, random });
  const change =
    delayMs === undefined
      ? ({ state: result.isDelivered ? "delivered" : "failed", settledAt: sql`clock_timestamp()` } as const)
      : { nextAttemptAt: sql`clock_timestamp() + ${`${delayMs} milliseconds`}::interval` };
  await db
    .update(webhookDelivery)
    .set({ ...common, ...change, lastError: result.isDelivered ? null : result.error })
    .where(and(eq(webhookDelivery.id, id), eq(webhookDelivery.claimedBy, claimant)));
}

/** Nothing more is sent there until an admin says so. What still waits is old news by then, and is given up. */
export function pauseWebhook(database: DatabaseConnection, id: string, why: string): Promise<void> {
  return database.inTransaction(async () => {
    const { db } = database;
    await db
      .update(webhook)
      .set({ pausedAt: sql`coalesce(${webhook.pausedAt}, now())` })
      .where(eq(webhook.id, id));
    await db
      .update(webhookDelivery)
      .set({ state: "failed", settledAt: sql`clock_timestamp()`, lastError: why, claimedBy: null, claimedUntil: null })
      .where(and(eq(webhookDelivery.webhookId, id), eq(webhookDelivery.state, "waiting")));
  });
}
