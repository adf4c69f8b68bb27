import { PersonIdInput } from "@/lib/api/people";
import { route } from "@/lib/server/http/route";
import { deactivatePerson } from "@/lib/server/services/people/deactivate";

export const POST = route("POST /api/people/[id]/deactivate", PersonIdInput, deactivatePerson);
