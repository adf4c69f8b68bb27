import { and, eq, isNull, sql } from "drizzle-orm";
import type { DatabaseConnection } from "@/lib/server/db/database";
import { release, releaseIntent } from "@/lib/server/db/schema";
import { settleIntents } from "@/lib/server/services/releases/settle-intents";

/**
 * Takes back what a policy wanted released and nobody asked upstream for yet. Whoever calls it holds the policy, so that it
 * records nothing more meanwhile. `skipped`, since an Undo by a person would keep every policy off these sessions.
 */
export async function withdrawReleases(database: DatabaseConnection, policyId: string, detail: string): Promise<void> {
  const isOfPolicy = and(sql`${release.by} ->> 'kind' = 'policy'`, sql`${release.by} ->> 'id' = ${policyId}`);
  const open = await database.db
    .select({ id: release.id })
    .from(release)
    .where(and(isNull(release.settledAt), isOfPolicy))
    .orderBy(release.id);
  const isWaiting = eq(releaseIntent.state, "waiting");
  for (const { id } of open) await settleIntents(database, id, isWaiting, { state: "skipped", detail });
}
