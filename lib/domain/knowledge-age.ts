import { formatDuration } from "./duration";

/** How old what is known of a session's use gets at most, when the CDP logs of all are read one after the other. */
export function knowledgeAgeSeconds(keepAliveSessions: number, logChecksPerMinute: number): number {
  return Math.ceil((keepAliveSessions / logChecksPerMinute) * 60);
}

/** What an idle threshold is judged by. */
export type KnowledgeLimits = { keepAliveSessions: number; logChecksPerMinute: number };

/** Why an idle threshold is too small for what is known, in numbers; `undefined` when it is not. */
export function idleThresholdProblem(idleSeconds: number, limits: KnowledgeLimits): string | undefined {
  const { keepAliveSessions, logChecksPerMinute } = limits;
  const ageSeconds = knowledgeAgeSeconds(keepAliveSessions, logChecksPerMinute);
  if (idleSeconds > ageSeconds) return undefined;
  return `must be more than ${formatDuration(ageSeconds)}: ${keepAliveSessions} keepAlive sessions at ${logChecksPerMinute} log checks a minute are looked at every ${formatDuration(ageSeconds)}, and what happened in between is not known`;
}
