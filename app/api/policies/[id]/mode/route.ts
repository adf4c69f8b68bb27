import { SetPolicyModeInput } from "@/lib/api/policies";
import { route } from "@/lib/server/http/route";
import { setPolicyMode } from "@/lib/server/services/policies/set-mode";

export const PUT = route("PUT /api/policies/[id]/mode", SetPolicyModeInput, setPolicyMode);
