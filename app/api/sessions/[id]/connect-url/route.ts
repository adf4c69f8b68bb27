import { SessionIdInput } from "@/lib/api/sessions";
import { route } from "@/lib/server/http/route";
import { revealConnectUrl } from "@/lib/server/services/sessions/reveal-connect-url";

export const POST = route("POST /api/sessions/[id]/connect-url", SessionIdInput, revealConnectUrl);
