import { ListNoticesInput } from "@/lib/api/notices";
import { route } from "@/lib/server/http/route";
import { listNotices } from "@/lib/server/services/notices/list";

export const GET = route("GET /api/notices", ListNoticesInput, listNotices);
