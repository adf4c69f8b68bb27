import { PersonIdInput } from "@/lib/api/people";
import { route } from "@/lib/server/http/route";
import { reactivatePerson } from "@/lib/server/services/people/reactivate";

export const POST = route("POST /api/people/[id]/reactivate", PersonIdInput, reactivatePerson);
