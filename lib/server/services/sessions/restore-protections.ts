import { gt, sql } from "drizzle-orm";
import { sessionRecord } from "@/lib/server/db/schema";
import type { ServiceContext } from "@/lib/server/services/service-context";

/** What is still protected is shown again after a start. */
export async function restoreProtections({ database, feed }: Pick<ServiceContext, "database" | "feed">): Promise<void> {
  const until = sql`(${sessionRecord.protection}->>'until')::bigint`;
  const rows = await database.db
    .select({ id: sessionRecord.id, protection: sessionRecord.protection })
    .from(sessionRecord)
    .where(gt(until, Math.round(feed.upstreamNow())));
  feed.note(rows.map(({ id, protection }) => [id, { protection: protection ?? undefined }] as const));
}
