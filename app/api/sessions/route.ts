import { NoInput } from "@/lib/api/no-input";
import { CreateSessionInput } from "@/lib/api/sessions";
import { route } from "@/lib/server/http/route";
import { createSession } from "@/lib/server/services/sessions/create";
import { listSessions } from "@/lib/server/services/sessions/list";

export const GET = route("GET /api/sessions", NoInput, listSessions);
export const POST = route("POST /api/sessions", CreateSessionInput, createSession, { status: 201 });
