import { SaveOwnerKeyInput } from "@/lib/api/settings";
import { route } from "@/lib/server/http/route";
import { saveOwnerKey } from "@/lib/server/services/settings/save-owner-key";

export const PUT = route("PUT /api/settings/owner-key", SaveOwnerKeyInput, saveOwnerKey);
