import { ReleaseIdInput } from "@/lib/api/releases";
import { route } from "@/lib/server/http/route";
import { carryOutNow } from "@/lib/server/services/releases/now";

export const POST = route("POST /api/releases/[id]/now", ReleaseIdInput, carryOutNow);
