import { SessionIdInput } from "@/lib/api/sessions";
import { route } from "@/lib/server/http/route";
import { noteWatching } from "@/lib/server/services/sessions/note-watching";

export const POST = route("POST /api/sessions/[id]/watching", SessionIdInput, noteWatching);
