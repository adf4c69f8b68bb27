import { queryOptions } from "@tanstack/react-query";
import type { ReleaseDetails, ReleaseList } from "@/lib/api/releases";
import { openIntents, type ReleaseSummary } from "@/lib/domain/release";
import { requestJson } from "./request-json";

const FOLLOW_MS = 1_000;

/** Counting how the sessions of a release stand takes tens of milliseconds for ten thousand. */
const LARGE = 1_000;
const FOLLOW_LARGE_MS = 2_000;

/**
 * One release with what became of each session. For as long as it goes on, what has changed is asked for; how far it is as
 * a whole, the feed tells meanwhile.
 */
export function releaseQuery(id: string) {
  return queryOptions({
    queryKey: ["releases", id],
    queryFn: async ({ signal, client, queryKey }) => {
      const known = client.getQueryData<ReleaseDetails>(queryKey);
      const after = known?.cursor ? `?after=${known.cursor}` : "";
      return withNews(known, await requestJson<ReleaseDetails>(`/api/releases/${id}${after}`, { signal }));
    },
    staleTime: FOLLOW_MS,
    refetchInterval: ({ state: { data } }) => (data ? followMs(data.release) : false),
  });
}

/** When what became of its sessions is asked for again; `false` when all of it is known. */
export function followMs(release: ReleaseSummary): number | false {
  return openIntents(release) > 0 && (release.total > LARGE ? FOLLOW_LARGE_MS : FOLLOW_MS);
}

/** All that is known after an answer that may tell of changes alone. */
function withNews(known: ReleaseDetails | undefined, news: ReleaseDetails): ReleaseDetails {
  if (!known) return news;
  const changed = new Map(news.intents.map((intent) => [intent.sessionId, intent]));
  return { ...news, intents: known.intents.map((intent) => changed.get(intent.sessionId) ?? intent) };
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
