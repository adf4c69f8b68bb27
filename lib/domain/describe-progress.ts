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

/** `9 released · 2 skipped: active 4 s ago · 1 failed: …`, with the reasons that its sessions still tell. */
export function describeOutcomes(release: Pick<ReleaseSummary, "id" | "counts">, sessions: readonly Session[]): string {
  const details = new Map<IntentState, string>();
  for (const session of sessions) {
    const { id, state, detail } = session.release ?? {};
    if (id === release.id && state && detail && !details.has(state)) details.set(state, detail);
  }
  return countedStates(release.counts)
    .map(({ state, count }) => {
      const detail = state === "released" ? undefined : details.get(state);
      return `${count} ${INTENT_WORDS[state]}${detail ? `: ${detail.replace(/\.$/, "")}` : ""}`;
    })
    .join(" · ");
}
