import type { Settings } from "@/lib/api/settings";
import type { ServiceContext } from "@/lib/server/services/service-context";
import { readAuditRetention } from "./audit-retention";
import { readDefaultTimeout } from "./default-timeout";
import { readSessionRules } from "./session-rules";

export async function readSettings({ feed, database, installation }: ServiceContext): Promise<Settings> {
  const [{ project, failure }, defaultTimeoutSeconds, auditRetentionDays, sessionRules] = await Promise.all([
    feed.read(),
    readDefaultTimeout(database),
    readAuditRetention(database),
    readSessionRules(database),
  ]);
  return { defaultTimeoutSeconds, auditRetentionDays, sessionRules, project, failure, installation };
}
