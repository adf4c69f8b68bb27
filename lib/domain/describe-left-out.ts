import type { NotReleasedReason } from "./release-risk";

/** The server may also be told of a session that upstream does not know. */
export type LeftOutReason = NotReleasedReason | "unknown";

/** As one or as many are told of. */
export const LEFT_OUT_WORDS: Record<LeftOutReason, string> = {
  protected: "protected",
  releasing: "being released already",
  ended: "ended",
  "not-kept": "ending with the client",
  unknown: "not known to upstream",
};

/** `1 protected, 2 ended`. */
export function describeLeftOut(leftOut: readonly { why: LeftOutReason }[]): string {
  const counts = new Map<string, number>();
  for (const { why } of leftOut) counts.set(LEFT_OUT_WORDS[why], (counts.get(LEFT_OUT_WORDS[why]) ?? 0) + 1);
  return [...counts].map(([words, count]) => `${count} ${words}`).join(", ");
}
