import type { SaveAuditRetentionInput, Settings } from "@/lib/api/settings";
import { recordChange } from "@/lib/server/services/audit/record-change";
import type { ServiceContext } from "@/lib/server/services/service-context";
import { readAuditRetention, writeAuditRetention } from "./audit-retention";
import { readSettings } from "./read";

/** What is older goes with the next daily pruning. */
export async function saveAuditRetention(ctx: ServiceContext, { days }: SaveAuditRetentionInput): Promise<Settings> {
  await recordChange(
    ctx,
    (before) => ({ action: "settings.audit-retention", before: { days: before }, after: { days } }),
    async () => {
      const before = await readAuditRetention(ctx.database);
      await writeAuditRetention(ctx.database, days);
      return before;
    },
  );
  return readSettings(ctx);
}
