import type { SignInInput } from "@/lib/api/account";
import { AppError } from "@/lib/server/errors";
import { writeEntry } from "@/lib/server/services/audit/record";
import { hasOidcAccount } from "@/lib/server/services/people/oidc-account";
import type { RequestContext } from "@/lib/server/services/service-context";
import { keptPassword, provePassword } from "./prove-password";
import { startSignIn } from "./start-sign-in";

/** Nothing in the answer or in its time says whether the address or the password was wrong. */
export async function signIn(ctx: RequestContext, input: SignInInput): Promise<{ ok: true }> {
  const { database, limits, oidc, address } = ctx;
  const attempt = await limits.takeSignIn({ email: input.email, address });
  const provenHash = oidc?.isOnlyWay ? undefined : await provePassword(ctx, attempt, input);
  const refusal = await database.inTransaction(() => letIn(ctx, input.email, provenHash));
  if (refusal) throw refusal;
  await attempt.succeeded();
  return { ok: true };
}

/** A refusal is given and not thrown, since its entry must be kept. */
async function letIn(ctx: RequestContext, email: string, provenHash?: string): Promise<AppError | undefined> {
  const { database, oidc } = ctx;
  if (oidc?.isOnlyWay) return refuse(ctx, email, comesByOidc(oidc));
  const [kept] = await keptPassword(database, email).for("share");
  if (!kept || !provenHash || kept.hash !== provenHash) {
    return refuse(ctx, email, new AppError("unauthenticated", "The email or the password is wrong."));
  }
  if (kept.deactivatedAt) {
    return refuse(
      ctx,
      email,
      new AppError("forbidden", "This account is deactivated. An admin can switch it on again."),
    );
  }
  // The provider decides on them, and whoever lost their role there is not to come in by an old password.
  if (oidc && (await hasOidcAccount(database, kept.id))) return refuse(ctx, email, comesByOidc(oidc));
  await startSignIn(ctx, kept.id);
  await writeEntry({ ...ctx, actor: { kind: "person", person: kept } }, { action: "account.sign-in" }, "done");
  return undefined;
}

async function refuse(ctx: RequestContext, email: string, refusal: AppError): Promise<AppError> {
  const visitor = { ...ctx, actor: { kind: "visitor", email } as const };
  await writeEntry(visitor, { action: "account.sign-in" }, "refused", refusal.message);
  return refusal;
}

function comesByOidc({ name }: { name: string }): AppError {
  return new AppError("forbidden", `Passwords do not count here: sign in by ${name}.`);
}
