import type { PolicyRule } from "./policy";

/** A share says little of a few: two sessions of three are no catastrophe. */
export const SHARE_COUNTS_FROM = 4;

type Load = {
  /** The sessions that it is about to release, those that are warned among them. */
  due: number;
  /** Those that it released in the last hour, or since it was switched on. */
  released: number;
  /** All sessions that are running. */
  live: number;
};

/** Why a policy has to stop and ask an admin, for people; `undefined` while it need not. */
export function breakerReason(
  { maxAtOnce, maxSharePercent }: Pick<PolicyRule, "maxAtOnce" | "maxSharePercent">,
  { due, released, live }: Load,
): string | undefined {
  if (due === 0) return undefined;
  const together = due + released;
  if (together > maxAtOnce) {
    const earlier = released > 0 ? `, after ${released} in the last hour` : "";
    return `It would release ${due} at once${earlier}, and may release ${maxAtOnce}.`;
  }
  const percent = (due / live) * 100;
  if (due < SHARE_COUNTS_FROM || percent <= maxSharePercent) return undefined;
  return `It would release ${due} of ${live} sessions, which is ${Math.ceil(percent)} %, and may release ${maxSharePercent} %.`;
}
