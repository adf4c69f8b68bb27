import type { LiveStatus } from "@/lib/server/upstream/upstream";
import type { BenchWorld } from "./bench-world";
import { percentile } from "./figure";

/** What may be added to the wait for the next list. */
const OURS_MS = 150;

type ListsOf = Pick<BenchWorld, "listsAnsweredAt">;

/** When upstream last answered with a list, whichever, up to an instant; both epoch ms. */
export function lastListAnswerAt({ listsAnsweredAt }: ListsOf, until: number): number {
  const last = (answeredAt: readonly number[]) => answeredAt.findLast((at) => at <= until) ?? Number.NEGATIVE_INFINITY;
  return Math.max(last(listsAnsweredAt.RUNNING), last(listsAnsweredAt.PENDING));
}

/**
 * What a change may take until it is seen: the longest that upstream was left alone since an instant, and a little more.
 * It is seen on a list of one status.
 */
export function intervalLimit({ listsAnsweredAt }: ListsOf, status: LiveStatus, since: number) {
  const answeredAt = listsAnsweredAt[status].filter((at) => at >= since);
  const intervals = answeredAt.slice(1).map((at, index) => at - (answeredAt[index] ?? at));
  const longest = Math.max(...intervals);
  const mean = intervals.reduce((sum, interval) => sum + interval, 0) / intervals.length;
  const seen = `mean ${mean.toFixed(0)}, p95 ${percentile(intervals, 0.95)}, longest ${longest} ms`;
  return { ms: longest + OURS_MS, note: `the longest between two lists of ${status} (${seen}) and ${OURS_MS} ms` };
}
