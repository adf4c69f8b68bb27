import { formatDuration } from "./duration";
import { formatMetadataExpression } from "./metadata-expression";
import type { PolicyMode, PolicyRule } from "./policy";

/** What a rule releases, as one sentence: `keepAlive sessions with team:growth that are idle for 30 min.` */
export function describeRule({ idleSeconds, maximumSeconds, minAgeSeconds, metadata, owner }: PolicyRule): string {
  const clocks = [
    idleSeconds === null ? [] : [`have been idle for ${formatDuration(idleSeconds)}`],
    maximumSeconds === null ? [] : [`are ${formatDuration(maximumSeconds)} old, in use or not`],
  ].flat();
  const which = [
    metadata.length === 0 ? [] : [` with ${formatMetadataExpression(metadata)}`],
    owner === null ? [] : [` of ${owner}`],
    minAgeSeconds === 0 ? [] : [`, at least ${formatDuration(minAgeSeconds)} old,`],
  ].flat();
  return `keepAlive sessions${which.join("")} that ${clocks.join(", or ")}.`;
}

/** How it goes about it: `Warned 5 min before. Stops itself at more than 10 an hour, or 50 % of all sessions at once.` */
export function describeCare({ graceSeconds, maxAtOnce, maxSharePercent }: PolicyRule): string {
  const share = maxSharePercent === 100 ? "" : `, or ${maxSharePercent} % of all that are running`;
  return `The row warns ${formatDuration(graceSeconds)} before. More than ${maxAtOnce} within an hour${share} stop it.`;
}

export const MODE_WORDS: Record<PolicyMode, string> = {
  dry: "Does nothing, and tells what it would do.",
  on: "Releases by itself.",
  stopped: "Does nothing until an admin switches it on again.",
};
