import { isAPIError } from "better-auth/api";
import type { SignInInput } from "@/lib/api/account";
import { COMES_BY_OIDC, DEACTIVATED } from "@/lib/server/auth/create-auth";
import { AppError } from "@/lib/server/errors";
import { writeEntry } from "@/lib/server/services/audit/record";
import type { RequestContext } from "@/lib/server/services/service-context";
import { startSignIn } from "./start-sign-in";

/** Nothing in the answer or in its time says whether the address or the password was wrong. */
export async function signIn(ctx: RequestContext, input: SignInInput): Promise<{ ok: true }> {
  const attempt = await ctx.limits.takeSignIn({ email: input.email, address: ctx.address });
  const refusal = ctx.oidc?.isOnlyWay
    ? await refuse(ctx, input.email, COMES_BY_OIDC)
    : await ctx.database.inTransaction(() => trySignIn(ctx, input));
  if (refusal) throw refusal;
  await attempt.succeeded();
  return { ok: true };
}

/** A refusal is given and not thrown, since its entry must be kept. */
async function trySignIn(ctx: RequestContext, { email, password }: SignInInput): Promise<AppError | undefined> {
  try {
    const person = await startSignIn(ctx, { email, password });
    await writeEntry({ ...ctx, actor: { kind: "person", person } }, { action: "account.sign-in" }, "done");
    return undefined;
  } catch (error) {
    if (!isAPIError(error)) throw error;
    return refuse(ctx, email, error.body?.code);
  }
}

async function refuse(ctx: RequestContext, email: string, code: string | undefined): Promise<AppError> {
  const refusal = toRefusal(code, ctx.oidc?.name);
  const visitor = { ...ctx, actor: { kind: "visitor", email } as const };
  await writeEntry(visitor, { action: "account.sign-in" }, "refused", refusal.message);
  return refusal;
}

function toRefusal(code: string | undefined, provider: string | undefined): AppError {
  switch (code) {
    case DEACTIVATED:
      return new AppError("forbidden", "This account is deactivated. An admin can switch it on again.");
    case COMES_BY_OIDC:
      return new AppError("forbidden", `Passwords do not count here: sign in by ${provider}.`);
    default:
      return new AppError("unauthenticated", "The email or the password is wrong.");
  }
}
