import { isRole } from "@/lib/domain/permissions";
import type { Person } from "@/lib/server/auth/actor";
import type { RequestContext } from "@/lib/server/services/service-context";

/**
 * Signs the browser of this request in, by a cookie on the answer.
 * @throws better-auth's APIError: UNAUTHORIZED for a wrong address or password, FORBIDDEN for who is deactivated
 */
export async function startSignIn(
  { auth, requestHeaders, replyHeaders }: Pick<RequestContext, "auth" | "requestHeaders" | "replyHeaders">,
  body: { email: string; password: string },
): Promise<Person> {
  const { headers, response } = await auth.api.signInEmail({ body, headers: requestHeaders, returnHeaders: true });
  passCookies(headers, replyHeaders);
  const { id, email, role } = response.user;
  if (!isRole(role)) throw new Error("every person has a role");
  return { id, email, role };
}

/** What better-auth sets for the browser. */
export function passCookies(from: Headers | null | undefined, to: Headers): void {
  for (const cookie of from?.getSetCookie() ?? []) to.append("set-cookie", cookie);
}
