import { BeginOidcInput } from "@/lib/api/oidc-sign-in";
import { route } from "@/lib/server/http/route";
import { beginOidcSignIn } from "@/lib/server/services/account/begin-oidc-sign-in";

export const POST = route("POST /api/account/oidc", BeginOidcInput, beginOidcSignIn);
