import { and, eq } from "drizzle-orm";
import { isAnyOf } from "@/lib/server/db/is-any-of";
import { releaseIntent } from "@/lib/server/db/schema";
import type { Backbone } from "@/lib/server/services/service-context";
import { settleIntents } from "./settle-intents";

/** Of these, whose sessions have ended, those that upstream had accepted are released. */
export async function verifyEnded(
  { database }: Pick<Backbone, "database">,
  ended: readonly { id: number; releaseId: string }[],
): Promise<void> {
  const idsByRelease = new Map<string, number[]>(ended.map(({ releaseId }) => [releaseId, []]));
  for (const { id, releaseId } of ended) idsByRelease.get(releaseId)?.push(id);
  for (const [releaseId, ids] of idsByRelease) {
    const which = and(isAnyOf(releaseIntent.id, ids), eq(releaseIntent.state, "verifying"));
    await settleIntents(database, releaseId, which, { state: "released" });
  }
}
