import { and, eq, isNotNull } from "drizzle-orm";
import type { CancelReleaseResult, ReleaseIdInput } from "@/lib/api/releases";
import { releaseIntent } from "@/lib/server/db/schema";
import { writeEntry } from "@/lib/server/services/audit/record";
import { callingPerson, type ServiceContext } from "@/lib/server/services/service-context";
import { requireSummary } from "./require-summary";
import { settleIntents } from "./settle-intents";

/** Takes back what has not been asked of upstream yet. What has been asked for goes on. */
export async function cancelRelease(ctx: ServiceContext, { id }: ReleaseIdInput): Promise<CancelReleaseResult> {
  const { database, releases } = ctx;
  const { email } = callingPerson(ctx);
  await requireSummary(ctx, id);
  const cancelled = await database.inTransaction(async () => {
    const isWaiting = eq(releaseIntent.state, "waiting");
    const undone = await settleIntents(database, id, isWaiting, { state: "cancelled", detail: `undone by ${email}` });
    if (undone.length === 0) return 0;
    await writeEntry(ctx, { action: "release.cancel", target: id, after: { sessions: undone.length } }, "done");
    return undone.length;
  });
  await releases.tell();
  const hasLeft = and(eq(releaseIntent.releaseId, id), isNotNull(releaseIntent.sentAt));
  const sent = await database.db.$count(releaseIntent, hasLeft);
  return { release: await requireSummary(ctx, id), cancelled, sent };
}
