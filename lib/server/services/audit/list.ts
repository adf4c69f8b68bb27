import { type AuditPage, formatCursor, type ListAuditInput } from "@/lib/api/audit";
import type { ServiceContext } from "@/lib/server/services/service-context";
import { readAuditRetention } from "@/lib/server/services/settings/audit-retention";
import { readEntries } from "./read-entries";

export async function listAudit(
  { database }: Pick<ServiceContext, "database">,
  { cursor, limit, ...filter }: ListAuditInput,
): Promise<AuditPage> {
  const [{ entries, next }, retentionDays] = await Promise.all([
    readEntries(database, filter, { before: cursor, limit }),
    readAuditRetention(database),
  ]);
  return { now: Date.now(), retentionDays, entries, next: next ? formatCursor(next) : null };
}
