import { eq } from "drizzle-orm";
import type { ReleaseDetails, ReleaseIdInput } from "@/lib/api/releases";
import { releaseIntent } from "@/lib/server/db/schema";
import type { ServiceContext } from "@/lib/server/services/service-context";
import { requireSummary } from "./require-summary";

/** A release, and what became of each of its sessions. */
export async function readRelease(
  ctx: Pick<ServiceContext, "database" | "releases">,
  { id }: ReleaseIdInput,
): Promise<ReleaseDetails> {
  const { sessionId, state, detail, settledAt, savedMinutes } = releaseIntent;
  const release = await requireSummary(ctx, id);
  const intents = await ctx.database.db
    .select({ sessionId, state, detail, settledAt, savedMinutes })
    .from(releaseIntent)
    .where(eq(releaseIntent.releaseId, id))
    .orderBy(releaseIntent.id);
  const { clock } = ctx.releases;
  return {
    release,
    intents: intents.map((intent) => ({
      ...intent,
      settledAt: intent.settledAt ? clock.toUpstream(intent.settledAt) : null,
    })),
  };
}
