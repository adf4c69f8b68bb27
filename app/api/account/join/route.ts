import { JoinInput } from "@/lib/api/people";
import { route } from "@/lib/server/http/route";
import { join } from "@/lib/server/services/account/join";

export const POST = route("POST /api/account/join", JoinInput, join);
