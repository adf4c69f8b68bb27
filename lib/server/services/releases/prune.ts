import { and, inArray, isNotNull, sql } from "drizzle-orm";
import type { DatabaseConnection } from "@/lib/server/db/database";
import { release } from "@/lib/server/db/schema";
import { DATABASE_NOW } from "./database-now";

const KEPT = sql`interval '31 days'`;
/** Of up to ten thousand sessions each. */
const RELEASES_AT_ONCE = 20;

/** Removes releases that were settled long ago, with their intents. The audit log has its own time. */
export async function pruneReleases({ db }: DatabaseConnection, signal?: AbortSignal): Promise<number> {
  const old = db
    .select({ id: release.id })
    .from(release)
    .where(and(isNotNull(release.settledAt), sql`${release.settledAt} < ${DATABASE_NOW} - ${KEPT}`))
    .limit(RELEASES_AT_ONCE);
  let removed = 0;
  for (let batch = RELEASES_AT_ONCE; batch === RELEASES_AT_ONCE && !signal?.aborted; removed += batch) {
    batch = (await db.delete(release).where(inArray(release.id, old)).returning({ id: release.id })).length;
  }
  return removed;
}
