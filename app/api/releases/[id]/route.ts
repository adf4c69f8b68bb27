import { ReadReleaseInput } from "@/lib/api/releases";
import { route } from "@/lib/server/http/route";
import { readRelease } from "@/lib/server/services/releases/read";

export const GET = route("GET /api/releases/[id]", ReadReleaseInput, readRelease);
