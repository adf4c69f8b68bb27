import { NoInput } from "@/lib/api/no-input";
import { route } from "@/lib/server/http/route";
import { listPeople } from "@/lib/server/services/people/list-people";

export const GET = route("GET /api/people", NoInput, listPeople);
