import { SaveSessionRulesInput } from "@/lib/api/settings";
import { route } from "@/lib/server/http/route";
import { saveSessionRules } from "@/lib/server/services/settings/save-session-rules";

export const PUT = route("PUT /api/settings/session-rules", SaveSessionRulesInput, saveSessionRules);
