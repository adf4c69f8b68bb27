import { ChangeRoleInput } from "@/lib/api/people";
import { route } from "@/lib/server/http/route";
import { changeRole } from "@/lib/server/services/people/change-role";

export const PUT = route("PUT /api/people/[id]/role", ChangeRoleInput, changeRole);
