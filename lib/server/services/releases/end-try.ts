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
  const tries = intent.attempts + 1;
  const isLate = intent.overdueMs > timing.giveUpAfterMs && tries >= timing.leastTries;
  if (isLate) {
    const why = tried.next === "verify" ? "It is still RUNNING." : tried.detail;
    const detail = `Given up after ${tries} tries. ${why}`;
    log.error({ sessionId: intent.sessionId, release: intent.releaseId, detail }, "a session could not be released");
    await settle({ state: "failed", detail });
    return;
  }
  const isAccepted = tried.next === "verify";
  await database.db
    .update(releaseIntent)
    .set({
      state: isAccepted ? "verifying" : tried.state,
      attempts: tries,
      nextAttemptAt: databaseNowPlus(isAccepted ? timing.verifyWithinMs : (tried.afterMs ?? retryMs(ctx, tries))),
      detail: tried.detail ?? null,
      ...(isAccepted && { savedMinutes: tried.savedMinutes }),
      claimedBy: null,
      claimedUntil: null,
      version: sql`nextval('note_version')`,
    })
    .where(and(isOurs(ctx, intent), isOpen));
}

function isOurs({ server }: ReleaseContext, intent: ClaimedIntent) {
  return and(eq(releaseIntent.id, intent.id), eq(releaseIntent.claimedBy, server));
}

function retryMs({ timing, random }: ReleaseContext, tries: number): number {
  return Math.min(timing.maxRetryMs, timing.firstRetryMs * 2 ** (tries - 1)) * (0.75 + 0.5 * random());
}
