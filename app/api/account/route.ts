import { NoInput } from "@/lib/api/no-input";
import { route } from "@/lib/server/http/route";
import { readMe } from "@/lib/server/services/account/read-me";

export const GET = route("GET /api/account", NoInput, readMe);
