import { queryOptions } from "@tanstack/react-query";
import type { Usage } from "@/lib/api/usage";
import { requestJson } from "./request-json";

/** What releases reclaimed, and how long sessions lived: figures of days, which nobody needs by the second. */
export function usageQuery() {
  return queryOptions({
    queryKey: ["usage"],
    queryFn: ({ signal }) => requestJson<Usage>("/api/usage", { signal }),
    staleTime: 60_000,
  });
}
