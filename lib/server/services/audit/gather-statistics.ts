import { sql } from "drizzle-orm";
import type { DatabaseConnection } from "@/lib/server/db/database";
import { auditEntry } from "@/lib/server/db/schema";

/** PostgreSQL does this by itself; the embedded database has no such process, and plans without statistics. */
export async function gatherAuditStatistics({ kind, db }: DatabaseConnection): Promise<void> {
  if (kind === "embedded") await db.execute(sql`analyze ${auditEntry}`);
}
