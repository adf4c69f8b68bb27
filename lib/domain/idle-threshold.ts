import { formatDuration } from "./duration";
import { knowledgeAgeSeconds } from "./knowledge-age";

/** What idle times are known by: how many sessions are kept alive, and how often CDP logs are read. */
export type KnowledgeLimits = Parameters<typeof knowledgeAgeSeconds>[0];

/** Why an idle threshold is too small for what is known, in numbers, to follow its name; `undefined` when it is not. */
export function idleThresholdProblem(idleSeconds: number, limits: KnowledgeLimits): string | undefined {
  const ageSeconds = knowledgeAgeSeconds(limits);
  if (idleSeconds > ageSeconds) return undefined;
  if (!Number.isFinite(ageSeconds)) return "cannot be judged: there is no request left to read CDP logs by";
  const { sessions, checksPerMinute, everySeconds } = limits;
  const age = formatDuration(ageSeconds);
  if (ageSeconds === everySeconds) return `must be more than ${age}: the CDP log of a session is read that often`;
  return `must be more than ${age}: ${sessions} keepAlive sessions at ${Math.floor(checksPerMinute)} log checks a minute are each looked at every ${age}, and what happens in between is not known`;
}
