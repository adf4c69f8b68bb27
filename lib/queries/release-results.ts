import { queryOptions } from "@tanstack/react-query";
import type { ReleaseDetails, ReleaseList } from "@/lib/api/releases";
import { openIntents, type ReleaseSummary } from "@/lib/domain/release";
import { requestJson } from "./request-json";

const FOLLOW_MS = 1_000;

/** How long reading one session's outcome again may wait: a release of ten thousand is read every 20 seconds. */
const FOLLOW_MS_PER_SESSION = 2;

/**
 * One release with what became of each session. Asked again for as long as it goes on, the more seldom the more sessions it
 * has; how far it is as a whole, the feed tells meanwhile.
 */
export function releaseQuery(id: string) {
  return queryOptions({
    queryKey: ["releases", id],
    queryFn: ({ signal }) => requestJson<ReleaseDetails>(`/api/releases/${id}`, { signal }),
    staleTime: FOLLOW_MS,
    refetchInterval: ({ state: { data } }) => (data ? followMs(data.release) : false),
  });
}

/** When what became of its sessions is read again; `false` when all of it is known. */
export function followMs(release: ReleaseSummary): number | false {
  return openIntents(release) > 0 && Math.max(FOLLOW_MS, release.total * FOLLOW_MS_PER_SESSION);
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
