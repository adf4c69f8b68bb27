import type { PolicyRule } from "./policy";

/** A share says little of a few: two sessions of three are no catastrophe. */
export const SHARE_COUNTS_FROM = 4;

type Load = {
  /** The sessions that it is about to release: all that it has warned of, whether anything is known of them now or not. */
  due: number;
  /** Those that it released in the last hour, or since it was switched on. */
  released: number;
  /** All sessions that are running, and those that would be if it had not released them. */
  live: number;
};

/**
 * Why a policy has to stop and ask an admin, for people; `undefined` while it need not.
 *
 * @param when the due ones are to be released
 */
export function breakerReason(
  { maxAtOnce, maxSharePercent }: Pick<PolicyRule, "maxAtOnce" | "maxSharePercent">,
  { due, released, live }: Load,
  when: "at once" | "within the hour" = "at once",
): string | undefined {
  if (due === 0) return undefined;
  const together = due + released;
  const earlier = released > 0 ? `, after ${released} in the last hour` : "";
  if (together > maxAtOnce) return `It would release ${due} ${when}${earlier}, and may release ${maxAtOnce}.`;
  const percent = (together / live) * 100;
  if (together < SHARE_COUNTS_FROM || percent <= maxSharePercent) return undefined;
  const whole = `${Math.ceil(percent)} %${released > 0 ? " together" : ""}`;
  return `It would release ${due} of ${live} sessions${earlier}, which is ${whole}, and may release ${maxSharePercent} %.`;
}
