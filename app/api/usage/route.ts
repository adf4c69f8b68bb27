import { NoInput } from "@/lib/api/no-input";
import { route } from "@/lib/server/http/route";
import { readUsage } from "@/lib/server/services/usage/read";

export const GET = route("GET /api/usage", NoInput, readUsage);
