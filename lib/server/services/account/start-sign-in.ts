import type { RequestContext } from "@/lib/server/services/service-context";

/** Signs the browser of this request in, by a cookie on the answer, as somebody who has proven who they are. */
export async function startSignIn(
  { auth, requestHeaders, replyHeaders }: Pick<RequestContext, "auth" | "requestHeaders" | "replyHeaders">,
  personId: string,
): Promise<void> {
  const { headers } = await auth.api.signInPerson({ body: { personId }, headers: requestHeaders, returnHeaders: true });
  passCookies(headers, replyHeaders);
}

/** What better-auth sets for the browser. */
export function passCookies(from: Headers | null | undefined, to: Headers): void {
  for (const cookie of from?.getSetCookie() ?? []) to.append("set-cookie", cookie);
}
