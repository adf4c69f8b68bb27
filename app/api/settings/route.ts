import { NoInput } from "@/lib/api/no-input";
import { route } from "@/lib/server/http/route";
import { readSettings } from "@/lib/server/services/settings/read";

export const GET = route("GET /api/settings", NoInput, readSettings);
