import type { IntentCounts, IntentState, ReleaseSummary } from "./release";
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

/** `9 released · 5 skipped: 4 Protected by anna, 1 Active 4 s ago · 1 failed: …`, by what its sessions still tell. */
export function describeOutcomes(release: Pick<ReleaseSummary, "id" | "counts">, sessions: readonly Session[]): string {
  const details = new Map<IntentState, string[]>();
  for (const session of sessions) {
    const { id, state, detail } = session.release ?? {};
    if (id !== release.id || !state || !detail || state === "released") continue;
    put(details, state, detail.replace(/\.$/, ""));
  }
  return countedStates(release.counts)
    .map(({ state, count }) => {
      const reasons = describeReasons(details.get(state) ?? [], count);
      return `${count} ${INTENT_WORDS[state]}${reasons ? `: ${reasons}` : ""}`;
    })
    .join(" · ");
}

/** More reasons than these nobody reads in one line; the release's page has them all. */
const MOST_REASONS = 3;
/** Those that differ in this alone are one reason. */
const AGO = /,? (\d+ \w+ )+ago$/;

/** The reasons that most of them have, each with how many; without a number when all have the same. */
function describeReasons(details: readonly string[], count: number): string {
  const alike = new Map<string, string[]>();
  for (const detail of details) {
    put(alike, detail.replace(AGO, ""), detail);
  }
  const reasons = [...alike].sort(([, a], [, b]) => b.length - a.length).slice(0, MOST_REASONS);
  return reasons
    .map(([kind, [first = kind, ...others]]) => {
      const words = others.every((detail) => detail === first) ? first : kind;
      return others.length + 1 === count ? words : `${others.length + 1} ${words}`;
    })
    .join(", ");
}

/** In place: there may be ten thousand. */
function put<Key>(lists: Map<Key, string[]>, key: Key, value: string): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}
