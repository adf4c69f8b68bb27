import { and, eq, sql } from "drizzle-orm";
import { releaseIntent } from "@/lib/server/db/schema";
import type { ClaimedIntent } from "./claim-intents";
import { databaseNowPlus } from "./database-now";
import { isOpen } from "./is-open";
import { settleIntents } from "./settle-intents";
import type { ReleaseContext, Tried } from "./try-release";

/** Writes down what came of a try, and lets go of the claim. */
export async function endTry(ctx: ReleaseContext, intent: ClaimedIntent, tried: Tried): Promise<void> {
  const { database, log, timing } = ctx;
  const settle = (settlement: Parameters<typeof settleIntents>[3]) =>
    settleIntents(database, intent.releaseId, isOurs(ctx, intent), settlement);
  if (tried.next === "settle") {
    await settle(tried.settlement);
    return;
  }
  if (tried.next === "leave") return;
  const isPutOff = tried.next === "put-off";
  const tries = intent.attempts + (isPutOff ? 0 : 1);
  const isLate = isPutOff
    ? intent.overdueMs > (intent.decided.wasActive ? timing.giveUpAfterMs : timing.putOffForMs)
    : intent.overdueMs > timing.giveUpAfterMs && tries >= timing.leastTries;
  if (isLate) {
    const why = tried.next === "verify" ? "It is still RUNNING." : tried.detail;
    const detail = `Given up after ${tries} ${tries === 1 ? "try" : "tries"}. ${why}`;
    log.error({ sessionId: intent.sessionId, release: intent.releaseId, detail }, "a session could not be released");
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

type Later = Exclude<Tried, { next: "settle" | "leave" }>;

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
