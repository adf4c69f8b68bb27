import type { QueryClient } from "@tanstack/react-query";
import { isToldByBrowser } from "@/lib/queries/notices";
import { snapshotQuery } from "@/lib/queries/sessions";
import { learnUpstreamTime, monotonicNow, upstreamTimeBounds } from "@/lib/queries/upstream-clock";
import { FallbackPoll } from "./fallback-poll";
import { FeedLine } from "./feed-line";
import { LiveFeed } from "./live-feed";
import { pagePicture } from "./page-picture";
import { openTabChannel, TAB_MESSAGES_VERSION } from "./tab-message";
import { watchPresence } from "./watch-presence";

/**
 * Keeps the page's picture true by `GET /api/feed` while somebody looks at it, together with the same person's other
 * tabs, and by asking for it where the feed does not come through. Returns what ends that.
 */
export function followFeed(queryClient: QueryClient, personId: string): () => void {
  const picture = pagePicture(queryClient);
  const poll = new FallbackPoll({
    now: monotonicNow,
    random: Math.random,
    ask: () =>
      queryClient.fetchQuery({ ...snapshotQuery(), staleTime: 0 }).then(
        (snapshot) => {
          feed.passOn(snapshot);
          return true;
        },
        () => false,
      ),
    onRecovered: () => feed.reopen(),
  });
  const feed = new LiveFeed({
    name: `keepwatch-feed-${TAB_MESSAGES_VERSION}:${personId}`,
    picture,
    makeLine: (events) =>
      new FeedLine({
        ...events,
        url: "/api/feed",
        after: () => picture.told?.id,
        now: monotonicNow,
        random: Math.random,
      }),
    locks: navigator.locks,
    openChannel: openTabChannel,
    monotonicNow,
    wallNow: Date.now,
    learnUpstreamTime,
    upstreamTimeBounds,
    onAsking(isAsking) {
      if (isAsking) return poll.start();
      poll.stop();
      // What was asked for meanwhile is older than what the feed, or another tab, brings.
      void queryClient.cancelQueries(snapshotQuery());
    },
    onAnswer(snapshot) {
      queryClient.setQueryData(snapshotQuery().queryKey, picture.takeAnswer(snapshot, monotonicNow()));
    },
  });
  const stopWatching = watchPresence({
    onPresent: () => feed.enter(),
    onAbsent: () => feed.leave(),
    staysWhenHidden: () => isToldByBrowser(queryClient),
    onDoubt: () => feed.reopen(),
  });
  return () => {
    stopWatching();
    feed.leave();
  };
}
