import { and, eq, gte } from "drizzle-orm";
import { MAX_TIMEOUT_SECONDS } from "@/lib/domain/timeout";
import type { DatabaseConnection } from "@/lib/server/db/database";
import { isAnyOf } from "@/lib/server/db/is-any-of";
import { releaseIntent } from "@/lib/server/db/schema";
import { databaseNowPlus } from "@/lib/server/services/releases/database-now";

/** Of these sessions the ones of which somebody ever undid a release: it was asked for that they stay. */
export async function findUndone(
  { db }: DatabaseConnection,
  sessionIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (sessionIds.length === 0) return new Set();
  const earliest = databaseNowPlus(-MAX_TIMEOUT_SECONDS * 1000);
  const isOfThese = isAnyOf(releaseIntent.sessionId, sessionIds);
  const rows = await db
    .selectDistinct({ sessionId: releaseIntent.sessionId })
    .from(releaseIntent)
    .where(and(eq(releaseIntent.state, "cancelled"), gte(releaseIntent.settledAt, earliest), isOfThese));
  return new Set(rows.map(({ sessionId }) => sessionId));
}
