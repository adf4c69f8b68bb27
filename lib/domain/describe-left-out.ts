import type { NotReleasedReason } from "./release-risk";

const WORDS: Record<NotReleasedReason | "unknown", string> = {
  protected: "protected",
  releasing: "being released already",
  ended: "ended",
  "not-kept": "ending with their client",
  unknown: "not known upstream",
};

/** `1 protected, 2 ended`. */
export function describeLeftOut(leftOut: readonly { why: keyof typeof WORDS }[]): string {
  const counts = new Map<string, number>();
  for (const { why } of leftOut) counts.set(WORDS[why], (counts.get(WORDS[why]) ?? 0) + 1);
  return [...counts].map(([words, count]) => `${count} ${words}`).join(", ");
}
