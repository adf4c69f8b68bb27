import { ReleaseSessionInput } from "@/lib/api/sessions";
import { route } from "@/lib/server/http/route";
import { releaseSession } from "@/lib/server/services/sessions/release";

export const POST = route("POST /api/sessions/[id]/release", ReleaseSessionInput, releaseSession);
