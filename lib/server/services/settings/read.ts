import type { Settings } from "@/lib/api/settings";
import type { ServiceContext } from "@/lib/server/services/service-context";
import { readAuditRetention } from "./audit-retention";
import { readOwnFacts } from "./own-facts";
import { readSessionRules } from "./session-rules";

export async function readSettings({ feed, database, installation }: ServiceContext): Promise<Settings> {
  const [{ project, failure }, own, auditRetentionDays, sessionRules] = await Promise.all([
    feed.read(),
    readOwnFacts(database),
    readAuditRetention(database),
    readSessionRules(database),
  ]);
  return { ...own, auditRetentionDays, sessionRules, project, failure, installation };
}
