import { queryOptions } from "@tanstack/react-query";
import type { ReleaseDetails, ReleaseList } from "@/lib/api/releases";
import { openIntents } from "@/lib/domain/release";
import { requestJson } from "./request-json";

const FOLLOW_MS = 1_000;

/** One release with what became of each session. Asked again for as long as it goes on. */
export function releaseQuery(id: string) {
  return queryOptions({
    queryKey: ["releases", id],
    queryFn: ({ signal }) => requestJson<ReleaseDetails>(`/api/releases/${id}`, { signal }),
    staleTime: FOLLOW_MS,
    refetchInterval: ({ state: { data } }) => (data && openIntents(data.release) > 0 ? FOLLOW_MS : false),
  });
}

/** The latest releases. */
export function releasesQuery() {
  return queryOptions({
    queryKey: ["releases"],
    queryFn: ({ signal }) => requestJson<ReleaseList>("/api/releases", { signal }),
    staleTime: FOLLOW_MS,
    refetchInterval: ({ state: { data } }) =>
      data?.releases.some((release) => openIntents(release) > 0) ? FOLLOW_MS : false,
  });
}
