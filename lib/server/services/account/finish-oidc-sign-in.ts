import { type OidcAnswerInput, type OidcFailure, oidcFailureSentence } from "@/lib/api/oidc-sign-in";
import type { Claims } from "@/lib/server/auth/oidc/read-claims";
import { writeEntry } from "@/lib/server/services/audit/record";
import type { RequestContext } from "@/lib/server/services/service-context";
import { admitOidcPerson, emailOf } from "./admit-oidc-person";
import { requireOidc } from "./require-oidc";
import { passCookies, startSignIn } from "./start-sign-in";

const NOTE = { action: "account.sign-in", after: { by: "openid" } } as const;

/** The way back from the provider. It ends on a page in any case, for it is a browser that follows it. */
export async function finishOidcSignIn(ctx: RequestContext, answer: OidcAnswerInput): Promise<Response> {
  const { result, to, headers } = await requireOidc(ctx).finish({ answer, headers: ctx.requestHeaders });
  passCookies(headers, ctx.replyHeaders);
  const failure = await ctx.database.inTransaction(() =>
    "claims" in result ? tryLetIn(ctx, result.claims) : refuse(ctx, result.failure),
  );
  const location = failure ? `/sign-in?${new URLSearchParams({ error: failure, to })}` : to;
  return new Response(null, { status: 303, headers: { location } });
}

/** A refusal is given and not thrown, since its entry must be kept. */
async function tryLetIn(ctx: RequestContext, claims: Claims): Promise<OidcFailure | undefined> {
  const admission = await admitOidcPerson(ctx, claims, requireOidc(ctx).roleOf(claims));
  if ("failure" in admission) return refuse(ctx, admission.failure, emailOf(claims));
  const { person } = admission;
  await startSignIn(ctx, person.id);
  await writeEntry({ ...ctx, actor: { kind: "person", person } }, NOTE, "done");
  return undefined;
}

async function refuse(ctx: RequestContext, failure: OidcFailure, email?: string): Promise<OidcFailure> {
  const sentence = oidcFailureSentence(failure, requireOidc(ctx).name);
  await writeEntry({ ...ctx, actor: { kind: "visitor", email } }, NOTE, "refused", sentence);
  return failure;
}
