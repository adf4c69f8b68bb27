import { ProtectInput } from "@/lib/api/protection";
import { SessionIdInput } from "@/lib/api/sessions";
import { route } from "@/lib/server/http/route";
import { protectSession } from "@/lib/server/services/sessions/protect";
import { unprotectSession } from "@/lib/server/services/sessions/unprotect";

export const PUT = route("PUT /api/sessions/[id]/protection", ProtectInput, protectSession);
export const DELETE = route("DELETE /api/sessions/[id]/protection", SessionIdInput, unprotectSession);
