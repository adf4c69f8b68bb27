import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { type IntentState, releaserName } from "@/lib/domain/release";
import type { DatabaseConnection } from "@/lib/server/db/database";
import { release, releaseIntent } from "@/lib/server/db/schema";
import { writeNotice } from "@/lib/server/services/notices/write-notice";

const NOT_RELEASED: IntentState[] = ["failed", "refused"];

/** Of a release that is over: that sessions of it were to end, were tried, and did not. */
export async function tellFailed(database: DatabaseConnection, releaseId: string): Promise<void> {
  const { id, sessionId, detail, state } = releaseIntent;
  const [first] = await database.db
    .select({ by: release.by, total: release.total, sessionId, detail, failed: sql`count(*) over ()`.mapWith(Number) })
    .from(releaseIntent)
    .innerJoin(release, eq(release.id, releaseIntent.releaseId))
    .where(and(eq(releaseIntent.releaseId, releaseId), inArray(state, NOT_RELEASED)))
    .orderBy(asc(id))
    .limit(1);
  if (!first) return;
  const { by, total, failed } = first;
  const count = `${failed} of ${total} ${total === 1 ? "session" : "sessions"}`;
  await writeNotice(
    { database },
    {
      kind: "release.failed",
      onceKey: `release.failed:${releaseId}`,
      sessionId: failed === 1 ? first.sessionId : undefined,
      message: `${count} of a release by ${releaserName(by)} could not be released: ${first.detail}`,
      data: { releaseId, failed, total },
    },
  );
}
