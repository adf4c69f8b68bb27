import { ExportAuditInput } from "@/lib/api/audit";
import { route } from "@/lib/server/http/route";
import { exportAudit } from "@/lib/server/services/audit/export";

export const GET = route("GET /api/audit/export", ExportAuditInput, exportAudit);
