import type { QueryClient, QueryKey } from "@tanstack/react-query";
import { isPublicPage } from "@/lib/api/routes";
import { meQuery, OWN_SIGN_IN } from "./account";
import { leaveForSignIn } from "./leave-for-sign-in";
import { isUnauthenticated } from "./request-json";

/**
 * Leaves the page once whoever was signed in here is so no longer. Any request may notice; the question who is signed
 * in decides. A server that cannot be reached says nothing about that.
 */
export function watchSignIn(queryClient: QueryClient, error: Error, queryKey?: QueryKey): void {
  if (!isUnauthenticated(error)) return;
  const { pathname, search } = window.location;
  if (isPublicPage(pathname) || queryClient.isMutating({ mutationKey: [OWN_SIGN_IN] }) > 0) return;
  const me = meQuery();
  if (queryKey?.[0] === me.queryKey[0]) leaveForSignIn({ to: `${pathname}${search}`, reason: "signed-out" });
  else void queryClient.prefetchQuery({ ...me, staleTime: 0 });
}
