import { randomUUID } from "node:crypto";
import type { DatabaseConnection } from "@/lib/server/db/database";
import { type ClaimedDelivery, claimDeliveries } from "./claim-deliveries";
import { type SendResult, sendWebhook } from "./send-webhook";
import { pauseWebhook, settleDelivery } from "./settle-delivery";
import { toSlackRequest, toStandardRequest, type WebhookMessage } from "./webhook-request";

export type DeliveryOptions = {
  database: DatabaseConnection;
  consoleUrl?: string;
  fetch: typeof fetch;
  /** Epoch ms. */
  now: () => number;
  /** From 0 to 1. */
  random: () => number;
};

/**
 * Sends a webhook what is due until nothing is, a claim at a time. At least once: a server that dies between the request
 * and its record leaves the claim to run out, and another sends it again, under the same id. Gives how many were tried.
 */
export async function deliverDue(webhookId: string, options: DeliveryOptions, signal: AbortSignal): Promise<number> {
  let tried = 0;
  while (!signal.aborted) {
    const claimant = randomUUID();
    const claimed = await claimDeliveries(options.database, { claimant, webhookId });
    if (claimed.length === 0) break;
    await Promise.all(toErrands(claimed).map((errand) => run(errand, claimant, options, signal)));
    tried += claimed.length;
  }
  return tried;
}

/** What one request tells: for Slack all of a claim that is for it, else one delivery. */
type Errand = { webhook: ClaimedDelivery["webhook"]; deliveries: ClaimedDelivery[] };

function toErrands(claimed: readonly ClaimedDelivery[]): Errand[] {
  const errands = new Map<string, Errand>();
  for (const delivery of claimed) {
    const { webhook, id } = delivery;
    const key = webhook.format === "slack" ? webhook.id : `delivery ${id}`;
    const errand = errands.get(key) ?? { webhook, deliveries: [] };
    errand.deliveries.push(delivery);
    errands.set(key, errand);
  }
  return [...errands.values()];
}

async function run(
  { webhook, deliveries }: Errand,
  claimant: string,
  options: DeliveryOptions,
  signal: AbortSignal,
): Promise<void> {
  const result = await send(webhook, deliveries.map(toMessage), options, signal);
  // Cut off by our own end: nobody knows whether it arrived, and the claim runs out.
  if (!result) return;
  const { database, random } = options;
  const jitter = random();
  for (const delivery of deliveries) await settleDelivery(database, delivery, result, { claimant, random: jitter });
  if (!result.isDelivered && result.isGone) await pauseWebhook(database, webhook.id, result.error);
}

async function send(
  webhook: ClaimedDelivery["webhook"],
  messages: WebhookMessage[],
  { consoleUrl, fetch, now }: DeliveryOptions,
  signal: AbortSignal,
): Promise<SendResult | undefined> {
  const [first] = messages;
  if (!first) return undefined;
  const about = { consoleUrl, now: now() };
  const request =
    webhook.format === "slack" ? toSlackRequest(messages, about) : toStandardRequest(first, webhook.secret, about);
  try {
    return await sendWebhook(webhook, request, { fetch, now, signal });
  } catch (error) {
    if (signal.aborted) return undefined;
    throw error;
  }
}

function toMessage({ notice: { id, kind, at, message, sessionId, data } }: ClaimedDelivery): WebhookMessage {
  return { id: `notice_${id}`, type: kind, at: at.getTime(), message, sessionId: sessionId ?? undefined, data };
}
