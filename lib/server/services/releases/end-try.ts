import { and, eq, sql } from "drizzle-orm";
import { releaseIntent } from "@/lib/server/db/schema";
import type { ClaimedIntent } from "./claim-intents";
import { databaseNowPlus } from "./database-now";
import { isOpen } from "./is-open";
import { settleIntents } from "./settle-intents";
import { isTriedEnough, type ReleaseContext, type Tried } from "./try-release";

/** Writes down what came of a try, and lets go of the claim. */
export async function endTry(ctx: ReleaseContext, intent: ClaimedIntent, tried: Tried): Promise<void> {
  const { database } = ctx;
  const settle = (settlement: Parameters<typeof settleIntents>[3]) =>
    settleIntents(database, intent.releaseId, isOurs(ctx, intent), settlement);
  if (tried.next === "settle") {
    await settle(tried.settlement);
    return;
  }
  if (tried.next === "leave") return;
  const isTry = tried.next === "verify" || tried.next === "retry";
  const tries = intent.attempts + (isTry ? 1 : 0);
  if (isHopeless(ctx, intent, tried, tries)) {
    const detail = `given up after ${tries} ${tries === 1 ? "try" : "tries"}: ${tried.detail}`;
    ctx.log.error(
      { sessionId: intent.sessionId, release: intent.releaseId, detail },
      "a session could not be released",
    );
    await settle({ state: "failed", detail });
    return;
  }
  await database.db
    .update(releaseIntent)
    .set({
      ...stateAfter(intent, tried),
      attempts: tries,
      nextAttemptAt: databaseNowPlus(waitMs(ctx, tried, tries)),
      detail: tried.detail ?? null,
      claimedBy: null,
      claimedUntil: null,
      version: sql`nextval('note_version')`,
    })
    .where(and(isOurs(ctx, intent), isOpen));
}

type Later = Exclude<Tried, { next: "settle" | "leave" | "give-up" }>;

function isHopeless(
  ctx: ReleaseContext,
  intent: ClaimedIntent,
  tried: Later | Extract<Tried, { next: "give-up" }>,
  tries: number,
): tried is Exclude<typeof tried, { next: "verify" }> {
  switch (tried.next) {
    case "give-up":
      return true;
    case "verify":
      return false;
    case "retry":
      return !tried.wasSent && isTriedEnough(ctx, intent, tries);
    case "put-off":
      return intent.overdueMs > ctx.timing.putOffForMs;
    default:
      throw new Error(`unknown try ${tried satisfies never}`);
  }
}

function stateAfter(intent: ClaimedIntent, tried: Later) {
  switch (tried.next) {
    case "verify":
      return { state: "verifying", savedMinutes: tried.savedMinutes } as const;
    case "retry":
      return { state: tried.state };
    case "put-off":
      // Upstream did not do what it put off, so nothing has been asked of it.
      return intent.state === "waiting" ? { state: intent.state, sentAt: null } : { state: intent.state };
    default:
      throw new Error(`unknown try ${tried satisfies never}`);
  }
}

function waitMs(ctx: ReleaseContext, tried: Later, tries: number): number {
  if (tried.next === "verify") return ctx.timing.verifyWithinMs;
  return tried.next === "put-off" ? tried.afterMs : retryMs(ctx, tries);
}

function isOurs({ server }: ReleaseContext, intent: ClaimedIntent) {
  return and(eq(releaseIntent.id, intent.id), eq(releaseIntent.claimedBy, server));
}

function retryMs({ timing, random }: ReleaseContext, tries: number): number {
  return Math.min(timing.maxRetryMs, timing.firstRetryMs * 2 ** (tries - 1)) * (0.75 + 0.5 * random());
}
