import { formatAge } from "./duration";
import type { IntentCounts, IntentState, ReleaseSummary, SessionRelease } from "./release";
import type { Session } from "./session";

/** What people call each state of an intent, in the order in which they are told. */
export const INTENT_WORDS: Record<IntentState, string> = {
  released: "released",
  "already-ended": "had ended already",
  skipped: "skipped",
  refused: "refused",
  failed: "failed",
  cancelled: "not sent, undone",
  verifying: "ending",
  sending: "being sent",
  waiting: "waiting",
};

const TOLD_ORDER = [
  "released",
  "already-ended",
  "skipped",
  "refused",
  "failed",
  "cancelled",
  "verifying",
  "sending",
  "waiting",
] as const satisfies readonly IntentState[];

/** The states that a release has, with how many in each. */
export function countedStates(counts: IntentCounts): { state: IntentState; count: number }[] {
  return TOLD_ORDER.map((state) => ({ state, count: counts[state] ?? 0 })).filter(({ count }) => count > 0);
}

/**
 * `9 released · 5 skipped: 4 protected by anna, 1 active 4 s ago · 1 failed: …`, by what its sessions still tell.
 *
 * @param now epoch milliseconds on upstream's clock; without it nothing is said that would not be true later
 */
export function describeOutcomes(
  release: Pick<ReleaseSummary, "id" | "counts">,
  sessions: readonly Session[],
  now?: number,
): string {
  const told = sessions.flatMap(({ release: one }) => (one?.id === release.id && one.detail ? [one] : []));
  const use = describeUse(told, now);
  const details = new Map<IntentState, string[]>();
  for (const { state, detail = "", usedAt } of told) {
    if (state !== "released") put(details, state, usedAt === undefined ? detail.replace(/\.$/, "") : use);
  }
  return countedStates(release.counts)
    .map(({ state, count }) => {
      const reasons = describeReasons(details.get(state) ?? [], count);
      return `${count} ${INTENT_WORDS[state]}${reasons ? `: ${reasons}` : ""}`;
    })
    .join(" · ");
}

/** Uses that are no further apart are told as one. */
const ALIKE_MS = 5_000;

/** Of all that were in use, whenever that was, since they are one reason. */
function describeUse(told: readonly SessionRelease[], now: number | undefined): string {
  if (now === undefined) return "in use";
  const uses = told.flatMap(({ usedAt }) => usedAt ?? []).sort((a, b) => b - a);
  const [last = now] = uses;
  const isWide = uses.some((usedAt) => last - usedAt > ALIKE_MS);
  return `active ${formatAge((now - last) / 1000)} ago${isWide ? " or earlier" : ""}`;
}

/** More reasons than these nobody reads in one line; the release's page has them all. */
const MOST_REASONS = 3;

/** The reasons that most of them have, each with how many; without a number when all have the same. */
function describeReasons(details: readonly string[], count: number): string {
  const counts = new Map<string, number>();
  for (const detail of details) counts.set(detail, (counts.get(detail) ?? 0) + 1);
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .slice(0, MOST_REASONS)
    .map(([detail, alike]) => (alike === count ? detail : `${alike} ${detail}`))
    .join(", ");
}

/** In place: there may be ten thousand. */
function put<Key>(lists: Map<Key, string[]>, key: Key, value: string): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}
