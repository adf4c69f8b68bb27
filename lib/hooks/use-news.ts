import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import type { Notice } from "@/lib/domain/notice";
import { snapshotQuery } from "@/lib/queries/sessions";

/** What is older was told while this page was not there, or while it slept. */
const NEWS_FOR_MS = 60_000;

/** Hears of each notice that comes while the page is open, once. */
export function useNews(notices: readonly Notice[], onNews: (news: Notice[]) => void): void {
  const queryClient = useQueryClient();
  const known = useRef<ReadonlySet<number>>(undefined);
  const tell = useRef(onNews);
  useEffect(() => {
    tell.current = onNews;
  });
  useEffect(() => {
    const before = known.current;
    known.current = new Set(notices.map(({ id }) => id));
    if (!before) return;
    const now = queryClient.getQueryData(snapshotQuery().queryKey)?.now ?? 0;
    const news = notices.filter(({ id, at }) => !before.has(id) && now - at < NEWS_FOR_MS);
    if (news.length > 0) tell.current(news);
  }, [notices, queryClient]);
}
