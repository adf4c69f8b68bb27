import { NoInput } from "@/lib/api/no-input";
import { CreateReleaseInput } from "@/lib/api/releases";
import { route } from "@/lib/server/http/route";
import { createRelease } from "@/lib/server/services/releases/create";
import { listReleases } from "@/lib/server/services/releases/list";

export const GET = route("GET /api/releases", NoInput, listReleases);
export const POST = route("POST /api/releases", CreateReleaseInput, createRelease);
