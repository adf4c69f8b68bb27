import { queryOptions } from "@tanstack/react-query";
import type { LiveViewResult, WatchingResult } from "@/lib/api/sessions";
import { requestJson } from "./request-json";

const SAY_EVERY_MS = 20_000;

/** The link is a bearer secret: it is gone with who asked, and asked for once, since each time is entered in the audit. */
export function liveViewQuery(sessionId: string) {
  return queryOptions({
    queryKey: ["live-view", sessionId],
    queryFn: ({ signal }) =>
      requestJson<LiveViewResult>(`/api/sessions/${sessionId}/live-view`, { method: "POST", signal }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
    refetchOnReconnect: false,
    refetchOnWindowFocus: false,
  });
}

/** Says again and again that somebody watches, as long as the page can be seen. */
export function watchingQuery(sessionId: string, { isWatching }: { isWatching: boolean }) {
  return queryOptions({
    queryKey: ["watching", sessionId],
    queryFn: () => requestJson<WatchingResult>(`/api/sessions/${sessionId}/watching`, { method: "POST" }),
    enabled: isWatching,
    refetchInterval: SAY_EVERY_MS,
    gcTime: 0,
    retry: false,
  });
}
