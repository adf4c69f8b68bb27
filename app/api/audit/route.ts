import { ListAuditInput } from "@/lib/api/audit";
import { route } from "@/lib/server/http/route";
import { listAudit } from "@/lib/server/services/audit/list";

export const GET = route("GET /api/audit", ListAuditInput, listAudit);
