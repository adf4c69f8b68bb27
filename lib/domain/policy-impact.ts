import { idleness } from "./activity";
import type { PolicyRule } from "./policy";
import { breakerReason } from "./policy-breaker";
import { clocksOf, isMeant, type PolicySituation, policyVerdict, silentSince } from "./policy-verdict";
import type { Session } from "./session";

const HOUR_MS = 3_600_000;

/** What a policy would do if it were switched on now, and what nobody can tell. */
export type PolicyImpact = {
  /** All sessions that are running. */
  live: number;
  /** Those of them that it is for: kept alive, with the metadata and the owner that it names. */
  meant: number;
  /** Warned of at once, and released after the grace. */
  nowIds: string[];
  /** Released within the next hour beside those, if nobody uses them. */
  nextHourIds: string[];
  /** Those of which nobody knows whether they are in use: it leaves them alone. */
  unknown: number;
  /** Why its circuit breaker would stop it at once. */
  stopsBecause: string | undefined;
  /** Why it would within the hour, if not at once. */
  stopsLaterBecause: string | undefined;
};

type Situation = Omit<PolicySituation, "warning">;

export function policyImpact(sessions: readonly Session[], rule: PolicyRule, situation: Situation): PolicyImpact {
  const running = sessions.filter(({ status }) => status === "RUNNING");
  const meant = running.filter((session) => session.keepAlive && isMeant(session, rule, situation.ownerKey));
  // As if all were well, since what is asked is what the rule means.
  const calm = { ...situation, asOf: situation.now, isUpstreamFailing: false };
  const verdicts = meant.map((session) => ({
    session,
    verdict: policyVerdict(session, { mode: "on", rule }, calm),
  }));
  const idsOf = (isIncluded: (entry: (typeof verdicts)[number]) => boolean) =>
    verdicts.filter(isIncluded).map(({ session }) => session.id);
  const nowIds = idsOf(({ verdict }) => verdict.act !== "keep");
  const nextHourIds = idsOf(
    ({ session, verdict }) =>
      verdict.act === "keep" && isWithin(HOUR_MS, releasedAt(session, rule, situation), situation),
  );
  const load = { due: nowIds.length, released: 0, live: running.length };
  const stopsBecause = breakerReason(rule, load);
  const withNextHour = { ...load, due: nowIds.length + nextHourIds.length };
  return {
    live: running.length,
    meant: meant.length,
    nowIds,
    nextHourIds,
    unknown: verdicts.filter(({ verdict }) => verdict.act === "keep" && verdict.reason === "unknown").length,
    stopsBecause,
    stopsLaterBecause: stopsBecause ? undefined : breakerReason(rule, withNextHour, "within the hour"),
  };
}

function isWithin(ms: number, instant: number | undefined, { now }: Situation): boolean {
  return instant !== undefined && instant <= now + ms;
}

/** When it is released if nobody uses it from now on; `undefined` when it ends before, or nobody can tell. */
function releasedAt(session: Session, rule: PolicyRule, { now }: Situation): number | undefined {
  if (session.release?.state === "cancelled") return undefined;
  const known = idleness(session, now);
  if (known.state === "unknown" || (known.state === "idle" && !known.hasLog)) return undefined;
  const since = silentSince(known, now);
  const dueAt = Math.min(...clocksOf(session, rule, since).map((clock) => clock.dueAt));
  const oldEnoughAt = session.startedAt + rule.minAgeSeconds * 1000;
  const freeAt = Math.max(now, dueAt, oldEnoughAt, session.protection?.until ?? 0) + rule.graceSeconds * 1000;
  return freeAt < session.expiresAt ? freeAt : undefined;
}
