import { and, gte, notInArray, sql } from "drizzle-orm";
import type { IntentState } from "@/lib/domain/release";
import type { DatabaseConnection } from "@/lib/server/db/database";
import { release, releaseIntent } from "@/lib/server/db/schema";

/** What came to nothing. */
const NOT_RELEASED: IntentState[] = ["cancelled", "skipped", "already-ended", "refused", "failed"];

/** How many sessions each policy has had released since, or is having released. */
export async function countReleased({ db }: DatabaseConnection, since: Date): Promise<ReadonlyMap<string, number>> {
  const policyId = sql<string>`${release.by} ->> 'id'`;
  const rows = await db
    .select({ policyId, count: sql<number>`count(*)::int` })
    .from(releaseIntent)
    .innerJoin(release, sql`${release.id} = ${releaseIntent.releaseId}`)
    .where(
      and(
        sql`${release.by} ->> 'kind' = 'policy'`,
        gte(release.createdAt, since),
        notInArray(releaseIntent.state, NOT_RELEASED),
      ),
    )
    .groupBy(policyId);
  return new Map(rows.map((row) => [row.policyId, row.count]));
}
