import { SessionIdInput } from "@/lib/api/sessions";
import { route } from "@/lib/server/http/route";
import { openLiveView } from "@/lib/server/services/sessions/open-live-view";

export const POST = route("POST /api/sessions/[id]/live-view", SessionIdInput, openLiveView);
