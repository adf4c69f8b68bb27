import { type BeginOidcInput, type BeginOidcResult, oidcFailureSentence } from "@/lib/api/oidc-sign-in";
import { AppError } from "@/lib/server/errors";
import type { RequestContext } from "@/lib/server/services/service-context";
import { requireOidc } from "./require-oidc";
import { passCookies } from "./start-sign-in";

/** Where to go to sign in at the provider. What comes back from there counts in this browser only. */
export async function beginOidcSignIn(ctx: RequestContext, { to = "/" }: BeginOidcInput): Promise<BeginOidcResult> {
  const oidc = requireOidc(ctx);
  await ctx.limits.takeOidcStep(ctx.address);
  const begun = await oidc.begin({ to, headers: ctx.requestHeaders });
  if (!begun) throw new AppError("upstream_unavailable", oidcFailureSentence("unavailable", oidc.name));
  passCookies(begun.headers, ctx.replyHeaders);
  return { url: begun.url };
}
