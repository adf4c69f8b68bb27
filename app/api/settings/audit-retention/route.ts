import { SaveAuditRetentionInput } from "@/lib/api/settings";
import { route } from "@/lib/server/http/route";
import { saveAuditRetention } from "@/lib/server/services/settings/save-audit-retention";

export const PUT = route("PUT /api/settings/audit-retention", SaveAuditRetentionInput, saveAuditRetention);
