import { infiniteQueryOptions, mutationOptions, type QueryClient, queryOptions } from "@tanstack/react-query";
import type { NoticeChoicesAnswer, NoticePage } from "@/lib/api/notices";
import type { NoticeChoices } from "@/lib/domain/notice";
import { requestJson } from "./request-json";

/**
 * What whoever is signed in wants to be told of. Pages come with it; one that is open elsewhere learns of a change when
 * it is reloaded.
 */
export function noticeChoicesQuery() {
  return queryOptions({
    queryKey: ["notice-choices"],
    queryFn: ({ signal }) => requestJson<NoticeChoicesAnswer>("/api/notices/choices", { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Shown at once, and taken back when it could not be kept. */
export function saveNoticeChoicesMutation(queryClient: QueryClient) {
  const { queryKey } = noticeChoicesQuery();
  return mutationOptions({
    mutationKey: ["save-notice-choices"],
    mutationFn: (choices: NoticeChoices) =>
      requestJson<NoticeChoicesAnswer>("/api/notices/choices", { method: "PUT", body: { choices } }),
    // One after the other, so that the last press is what is kept.
    scope: { id: "notice-choices" },
    onMutate: (choices) => queryClient.setQueryData(queryKey, { choices }),
    onError: () => queryClient.invalidateQueries({ queryKey }),
  });
}

/** All that was told of, newest first, page after page. */
export function noticesQuery() {
  return infiniteQueryOptions({
    queryKey: ["notices"],
    queryFn: ({ pageParam, signal }) =>
      requestJson<NoticePage>(`/api/notices${pageParam ? `?cursor=${pageParam}` : ""}`, { signal }),
    initialPageParam: "",
    getNextPageParam: ({ next }: NoticePage) => next,
    staleTime: 10_000,
    retry: false,
  });
}

/** Whether this browser shows notices in front of other windows, for which a page has to go on while it is hidden. */
export function isToldByBrowser(queryClient: QueryClient): boolean {
  if (globalThis.Notification?.permission !== "granted") return false;
  const { choices = {} } = queryClient.getQueryData(noticeChoicesQuery().queryKey) ?? {};
  return Object.values(choices).some(({ browser }) => browser);
}
