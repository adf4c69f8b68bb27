import { ReleaseIdInput } from "@/lib/api/releases";
import { route } from "@/lib/server/http/route";
import { cancelRelease } from "@/lib/server/services/releases/cancel";

export const POST = route("POST /api/releases/[id]/cancel", ReleaseIdInput, cancelRelease);
