import type { NotReleased } from "./release-risk";

const WORDS: Record<NotReleased["why"], string> = {
  protected: "protected",
  releasing: "being released already",
  ended: "ended",
  "not-kept": "ending with their client",
};

/** `1 protected, 2 ended`. */
export function describeLeftOut(leftOut: readonly NotReleased[]): string {
  const counts = new Map<string, number>();
  for (const { why } of leftOut) counts.set(WORDS[why], (counts.get(WORDS[why]) ?? 0) + 1);
  return [...counts].map(([words, count]) => `${count} ${words}`).join(", ");
}
