import { and, gte, notInArray, sql } from "drizzle-orm";
import type { IntentState } from "@/lib/domain/release";
import type { DatabaseConnection } from "@/lib/server/db/database";
import { release, releaseIntent } from "@/lib/server/db/schema";
import { databaseNowPlus } from "@/lib/server/services/releases/database-now";
import type { StoredPolicy } from "./policy-row";

const WEEK_MS = 7 * 24 * 3_600_000;
const HOUR_MS = 3_600_000;

/** What nobody had to ask upstream for. */
const NOT_TRIED: IntentState[] = ["cancelled", "skipped", "already-ended"];
const NOT_RELEASED: IntentState[] = [...NOT_TRIED, "refused", "failed"];

const isOfPolicy = sql`${release.by} ->> 'kind' = 'policy'`;
const policyId = sql<string>`${release.by} ->> 'id'`;

/** How many sessions each policy has had released in the last week, or is having released. */
export async function countReleasedThisWeek({ db }: DatabaseConnection): Promise<ReadonlyMap<string, number>> {
  const since = databaseNowPlus(-WEEK_MS);
  const rows = await db
    .select({ policyId, count: sql<number>`count(*)::int` })
    .from(releaseIntent)
    .innerJoin(release, sql`${release.id} = ${releaseIntent.releaseId}`)
    .where(and(isOfPolicy, gte(release.createdAt, since), notInArray(releaseIntent.state, NOT_RELEASED)))
    .groupBy(policyId);
  return new Map(rows.map((row) => [row.policyId, row.count]));
}

/**
 * The sessions that a policy wanted released in the last hour, upstream's refusals among them; one that it tried twice is
 * named twice. What it did before an admin switched it on does not count against it again.
 */
export async function readTried(
  { db }: DatabaseConnection,
  { id, updatedAt }: Pick<StoredPolicy, "id" | "updatedAt">,
): Promise<string[]> {
  const since = sql`greatest(${databaseNowPlus(-HOUR_MS)}, ${updatedAt.toISOString()}::timestamptz)`;
  const rows = await db
    .select({ sessionId: releaseIntent.sessionId })
    .from(releaseIntent)
    .innerJoin(release, sql`${release.id} = ${releaseIntent.releaseId}`)
    .where(
      and(
        isOfPolicy,
        sql`${policyId} = ${id}`,
        gte(release.createdAt, since),
        notInArray(releaseIntent.state, NOT_TRIED),
      ),
    );
  return rows.map(({ sessionId }) => sessionId);
}
