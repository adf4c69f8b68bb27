import { environmentManager, MutationCache, QueryCache, QueryClient, type QueryKey } from "@tanstack/react-query";
import { watchSignIn } from "./watch-sign-in";

let browserClient: QueryClient | undefined;

type OnError = (error: Error, queryKey?: QueryKey) => void;

/**
 * `always`: our server is usually on this machine, so a browser that thinks itself offline must not stop asking it.
 */
function makeQueryClient(onError?: OnError): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onError: (error, { queryKey }) => onError?.(error, queryKey) }),
    mutationCache: new MutationCache({ onError: (error) => onError?.(error) }),
    defaultOptions: { queries: { networkMode: "always" }, mutations: { networkMode: "always" } },
  });
}

/** A client per request on the server, so that no two people share a cache; one per page in a browser. */
export function getQueryClient(): QueryClient {
  if (environmentManager.isServer()) return makeQueryClient();
  browserClient ??= makeQueryClient((error, queryKey) => watchSignIn(getQueryClient(), error, queryKey));
  return browserClient;
}
