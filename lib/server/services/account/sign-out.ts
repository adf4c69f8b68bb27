import { recordChange } from "@/lib/server/services/audit/record-change";
import type { RequestContext } from "@/lib/server/services/service-context";
import { passCookies } from "./start-sign-in";

/** Ends this browser's sign-in. */
export async function signOut(ctx: RequestContext): Promise<{ ok: true }> {
  await recordChange(ctx, { action: "account.sign-out" }, () => endSignIn(ctx));
  return { ok: true };
}

export async function endSignIn({ auth, requestHeaders, replyHeaders }: RequestContext): Promise<void> {
  const { headers } = await auth.api.signOut({ headers: requestHeaders, returnHeaders: true });
  passCookies(headers, replyHeaders);
}
