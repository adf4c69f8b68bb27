import { NoInput } from "@/lib/api/no-input";
import { SaveNoticeChoicesInput } from "@/lib/api/notices";
import { route } from "@/lib/server/http/route";
import { readNoticeChoices, saveNoticeChoices } from "@/lib/server/services/notices/choices";

export const GET = route("GET /api/notices/choices", NoInput, readNoticeChoices);
export const PUT = route("PUT /api/notices/choices", SaveNoticeChoicesInput, saveNoticeChoices);
