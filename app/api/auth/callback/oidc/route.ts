import { OidcAnswerInput } from "@/lib/api/oidc-sign-in";
import { route } from "@/lib/server/http/route";
import { finishOidcSignIn } from "@/lib/server/services/account/finish-oidc-sign-in";

export const GET = route("GET /api/auth/callback/oidc", OidcAnswerInput, finishOidcSignIn);
