import { and, eq, gt } from "drizzle-orm";
import type { ReadReleaseInput, ReleaseDetails } from "@/lib/api/releases";
import { releaseIntent } from "@/lib/server/db/schema";
import type { ServiceContext } from "@/lib/server/services/service-context";
import { requireSummary } from "./require-summary";

/** A release, and what became of each of its sessions, or of those alone of which that has changed. */
export async function readRelease(
  ctx: Pick<ServiceContext, "database" | "releases">,
  { id, after }: ReadReleaseInput,
): Promise<ReleaseDetails> {
  const { sessionId, state, detail, settledAt, savedMinutes, version } = releaseIntent;
  // Before what is read, so that it promises nothing that was written since.
  const cursor = ctx.releases.readUpTo;
  const release = await requireSummary(ctx, id);
  const intents = await ctx.database.db
    .select({ sessionId, state, detail, settledAt, savedMinutes })
    .from(releaseIntent)
    .where(and(eq(releaseIntent.releaseId, id), after === undefined ? undefined : gt(version, after)))
    .orderBy(releaseIntent.id);
  const { clock } = ctx.releases;
  return {
    release,
    cursor,
    intents: intents.map((intent) => ({
      ...intent,
      settledAt: intent.settledAt ? clock.toUpstream(intent.settledAt) : null,
    })),
  };
}
