import { lt } from "drizzle-orm";
import type { DatabaseConnection } from "@/lib/server/db/database";
import { notice } from "@/lib/server/db/schema";

/** What is told of is of no use later, and no session lives so long that it could be told of again. */
const KEEP_MS = 30 * 24 * 3_600_000;

/** Their deliveries go with them. */
export async function removeOldNotices({ db }: DatabaseConnection, now: number): Promise<void> {
  await db.delete(notice).where(lt(notice.at, new Date(now - KEEP_MS)));
}
