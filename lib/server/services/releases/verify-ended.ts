import { and, eq, inArray } from "drizzle-orm";
import { releaseIntent } from "@/lib/server/db/schema";
import type { Backbone } from "@/lib/server/services/service-context";
import { settleIntents } from "./settle-intents";

/** Of these, whose sessions have ended, those that upstream had accepted are released. */
export async function verifyEnded(
  { database }: Pick<Backbone, "database">,
  ended: readonly { id: number; releaseId: string }[],
): Promise<void> {
  for (const releaseId of new Set(ended.map((intent) => intent.releaseId))) {
    const ids = ended.filter((intent) => intent.releaseId === releaseId).map(({ id }) => id);
    const which = and(inArray(releaseIntent.id, ids), eq(releaseIntent.state, "verifying"));
    await settleIntents(database, releaseId, which, { state: "released" });
  }
}
