import { SaveDefaultTimeoutInput } from "@/lib/api/settings";
import { route } from "@/lib/server/http/route";
import { saveDefaultTimeout } from "@/lib/server/services/settings/save-default-timeout";

export const PUT = route("PUT /api/settings/default-timeout", SaveDefaultTimeoutInput, saveDefaultTimeout);
