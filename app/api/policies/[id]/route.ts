import { ChangePolicyInput, PolicyIdInput } from "@/lib/api/policies";
import { route } from "@/lib/server/http/route";
import { changePolicy } from "@/lib/server/services/policies/change";
import { deletePolicy } from "@/lib/server/services/policies/delete";

export const PUT = route("PUT /api/policies/[id]", ChangePolicyInput, changePolicy);
export const DELETE = route("DELETE /api/policies/[id]", PolicyIdInput, deletePolicy);
