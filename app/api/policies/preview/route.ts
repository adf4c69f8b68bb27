import { PreviewPolicyInput } from "@/lib/api/policies";
import { route } from "@/lib/server/http/route";
import { previewPolicy } from "@/lib/server/services/policies/preview";

export const POST = route("POST /api/policies/preview", PreviewPolicyInput, previewPolicy);
