import type { ChangePasswordInput } from "@/lib/api/account";
import { AppError } from "@/lib/server/errors";
import { writeEntry } from "@/lib/server/services/audit/record";
import { hashPassword } from "@/lib/server/services/people/add-person";
import { callingPerson, type RequestContext } from "@/lib/server/services/service-context";
import { keptPassword, provePassword } from "./prove-password";
import { replacePassword } from "./replace-password";
import { startSignIn } from "./start-sign-in";

type Change = { provenHash: string; newHash: string };

const NOTE = { action: "account.change-password" } as const;

/** Other browsers are signed out: whoever changes a password may fear that somebody knows the old one. */
export async function changePassword(
  ctx: RequestContext,
  { currentPassword, newPassword }: ChangePasswordInput,
): Promise<{ ok: true }> {
  const { email } = callingPerson(ctx);
  // Whoever sits at a browser that somebody left signed in must not guess the password here either.
  const attempt = await ctx.limits.takeSignIn({ email, address: ctx.address });
  const provenHash = await provePassword(ctx, attempt, { email, password: currentPassword });
  const change = provenHash && { provenHash, newHash: await hashPassword(ctx.auth, newPassword) };
  const refusal = await ctx.database.inTransaction(() => tryChange(ctx, change || undefined));
  if (refusal) throw refusal;
  await attempt.succeeded();
  return { ok: true };
}

/** A refusal is given and not thrown, since its entry must be kept. */
async function tryChange(ctx: RequestContext, change?: Change): Promise<AppError | undefined> {
  const [kept] = await keptPassword(ctx.database, callingPerson(ctx).email).for("update");
  if (!kept) {
    return refuse(ctx, new AppError("conflict", "You have no password here: you sign in by your OpenID provider."));
  }
  if (!change || kept.hash !== change.provenHash) {
    const field = "currentPassword";
    return refuse(ctx, new AppError("invalid", "currentPassword is not your password", { field }));
  }
  if (kept.deactivatedAt) return refuse(ctx, new AppError("unauthenticated", "Sign in first."));
  await replacePassword(ctx.database, kept.id, change.newHash);
  await startSignIn(ctx, kept.id);
  await writeEntry(ctx, NOTE, "done");
  return undefined;
}

async function refuse(ctx: RequestContext, refusal: AppError): Promise<AppError> {
  await writeEntry(ctx, NOTE, "refused", refusal.message);
  return refusal;
}
