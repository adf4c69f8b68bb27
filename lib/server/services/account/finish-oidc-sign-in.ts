import { type OidcAnswerInput, type OidcFailure, oidcFailureSentence } from "@/lib/api/oidc-sign-in";
import type { Claims } from "@/lib/server/auth/oidc/read-claims";
import { writeEntry } from "@/lib/server/services/audit/record";
import type { RequestContext } from "@/lib/server/services/service-context";
import { admitOidcPerson, emailOf } from "./admit-oidc-person";
import { requireOidc } from "./require-oidc";
import { passCookies, startSignIn } from "./start-sign-in";

const NOTE = { action: "account.sign-in", after: { by: "openid" } } as const;

/** What anybody can make happen who never began here, as often as they like: it is no refusal to be written down. */
const OF_NOBODY: readonly OidcFailure[] = ["unknown", "unavailable"];

/** The way back from the provider. Unless it comes too often it ends on a page, for it is a browser that follows it. */
export async function finishOidcSignIn(ctx: RequestContext, answer: OidcAnswerInput): Promise<Response> {
  const step = await ctx.limits.takeOidcStep(ctx.address);
  const { result, to, headers } = await requireOidc(ctx).finish({ answer, headers: ctx.requestHeaders });
  passCookies(headers, ctx.replyHeaders);
  const failure = await ctx.database.inTransaction(() =>
    "claims" in result ? tryLetIn(ctx, result.claims) : refuse(ctx, result),
  );
  if (!failure) await step.succeeded();
  const location = failure ? `/sign-in?${new URLSearchParams({ error: failure, to })}` : to;
  return new Response(null, { status: 303, headers: { location } });
}

/** A refusal is given and not thrown, since its entry must be kept. */
async function tryLetIn(ctx: RequestContext, claims: Claims): Promise<OidcFailure | undefined> {
  const admission = await admitOidcPerson(ctx, claims, requireOidc(ctx).roleOf(claims));
  if ("failure" in admission) return refuse(ctx, { ...admission, email: emailOf(claims) });
  const { person } = admission;
  await startSignIn(ctx, person.id);
  await writeEntry({ ...ctx, actor: { kind: "person", person } }, NOTE, "done");
  return undefined;
}

type Refusal = { failure: OidcFailure; email?: string; endedLinks?: number };

async function refuse(ctx: RequestContext, { failure, email, endedLinks }: Refusal): Promise<OidcFailure> {
  if (OF_NOBODY.includes(failure)) return failure;
  const sentence = oidcFailureSentence(failure, requireOidc(ctx).name);
  const note = { ...NOTE, after: { ...NOTE.after, endedLinks } };
  await writeEntry({ ...ctx, actor: { kind: "visitor", email } }, note, "refused", sentence);
  return failure;
}
