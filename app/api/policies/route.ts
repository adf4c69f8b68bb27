import { NoInput } from "@/lib/api/no-input";
import { CreatePolicyInput } from "@/lib/api/policies";
import { route } from "@/lib/server/http/route";
import { createPolicy } from "@/lib/server/services/policies/create";
import { listPolicies } from "@/lib/server/services/policies/list";

export const GET = route("GET /api/policies", NoInput, listPolicies);
export const POST = route("POST /api/policies", CreatePolicyInput, createPolicy, { status: 201 });
