import { isAPIError } from "better-auth/api";
import type { ChangePasswordInput } from "@/lib/api/account";
import { AppError } from "@/lib/server/errors";
import { writeEntry } from "@/lib/server/services/audit/record";
import { callingPerson, type RequestContext } from "@/lib/server/services/service-context";
import { passCookies } from "./start-sign-in";

/** Other browsers are signed out: whoever changes a password may fear that somebody knows the old one. */
export async function changePassword(ctx: RequestContext, input: ChangePasswordInput): Promise<{ ok: true }> {
  const { email } = callingPerson(ctx);
  // Whoever sits at a browser that somebody left signed in must not guess the password here either.
  const attempt = await ctx.limits.takeSignIn({ email, address: ctx.address });
  const refusal = await ctx.database.inTransaction(() => tryChange(ctx, input));
  if (refusal) throw refusal;
  await attempt.succeeded();
  return { ok: true };
}

/** A refusal is given and not thrown, since its entry must be kept. */
async function tryChange(ctx: RequestContext, input: ChangePasswordInput): Promise<AppError | undefined> {
  try {
    const { headers } = await ctx.auth.api.changePassword({
      body: { ...input, revokeOtherSessions: true },
      headers: ctx.requestHeaders,
      returnHeaders: true,
    });
    passCookies(headers, ctx.replyHeaders);
    await writeEntry(ctx, { action: "account.change-password" }, "done");
    return undefined;
  } catch (error) {
    if (!isAPIError(error)) throw error;
    const refusal = toRefusal(error.body?.code);
    await writeEntry(ctx, { action: "account.change-password" }, "refused", refusal.message);
    return refusal;
  }
}

function toRefusal(code: string | undefined): AppError {
  if (code === "CREDENTIAL_ACCOUNT_NOT_FOUND") {
    return new AppError("conflict", "You have no password here: you sign in by your OpenID provider.");
  }
  return new AppError("invalid", "currentPassword is not your password", { field: "currentPassword" });
}
