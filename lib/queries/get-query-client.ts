import { environmentManager, QueryClient } from "@tanstack/react-query";

let browserClient: QueryClient | undefined;

/**
 * `always`: our server is usually on this machine, so a browser that thinks itself offline must not stop asking it.
 */
function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: { queries: { networkMode: "always" }, mutations: { networkMode: "always" } },
  });
}

/** A client per request on the server, so that no two people share a cache; one per page in a browser. */
export function getQueryClient(): QueryClient {
  if (environmentManager.isServer()) return makeQueryClient();
  browserClient ??= makeQueryClient();
  return browserClient;
}
