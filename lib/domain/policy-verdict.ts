import { FRESH_FOR_MS, type Idleness, idleness } from "./activity";
import { matchesMetadata } from "./metadata-expression";
import { ownerOf } from "./owner";
import type { PolicyMode, PolicyRule } from "./policy";
import { isProtected } from "./protection";
import { isReleasing, type Session } from "./session";

/** A picture of upstream that is older than this is not acted on. While nobody watches, one may be half as old. */
export const PICTURE_FRESH_MS = 60_000;

/** What a verdict is made on, beside the session and the policy. Instants are on upstream's clock. */
export type PolicySituation = {
  now: number;
  /** When upstream last answered with its list. */
  asOf: number | null;
  isUpstreamFailing: boolean;
  /** The metadata key that says whose a session is. */
  ownerKey: string | null;
  /** That this policy warned of this session, and what it then said. */
  warning?: { warnedAt: number; dueAt: number };
};

export type PolicyClock = "idle" | "maximum";

/** Why a session is left alone, in the order in which it is asked. */
export type KeepReason =
  | "not-running"
  | "protected"
  /** Its release is under way, whoever asked for it. */
  | "requested"
  /** Somebody undid its release. */
  | "undone"
  /** It was to be released a moment ago, and upstream would not. */
  | "refused"
  | Exclude<PolicyMode, "on">
  | "upstream-failing"
  | "old-picture"
  | "not-keep-alive"
  | "unmatched"
  | "too-young"
  | "watched"
  | "unknown"
  /** Its log was read too long ago, or not since the warning. */
  | "stale"
  | "active"
  | "not-due"
  /** It was warned of, and has still time. */
  | "grace";

export type Verdict =
  | { act: "release"; clock: PolicyClock }
  /** It is released at `dueAt`, which is the grace from now, unless something happens. */
  | { act: "warn"; clock: PolicyClock; dueAt: number }
  /** `until`: when this reason alone will hold no more. */
  | { act: "keep"; reason: KeepReason; until?: number };

/**
 * What a policy does about a session now. Precedence: protection, then what somebody asked for, then policies, then the
 * default timeout, which is upstream's to carry out.
 *
 * A clock is due when the newest look at the CDP log was late enough for it: the idle clock once the log has been seen
 * to be silent for long enough, the maximum clock once the session is old enough, in use or not. Neither acts on a
 * session that was used in the last minute, or is watched, or of which nobody knows. Then it is warned of, and released
 * when the grace is over and another look has shown that nothing happened. A warning is for the deadline that it was
 * made for: after activity there is another.
 */
export function policyVerdict(
  session: Session,
  policy: { mode: PolicyMode; rule: PolicyRule },
  situation: PolicySituation,
): Verdict {
  const obstacle = findObstacle(session, policy, situation);
  if (obstacle) return { act: "keep", reason: obstacle };
  const known = idleness(session, situation.now);
  const reason = reasonNotQuiet(known, policy.rule, situation.now);
  if (reason || known.state !== "idle") return { act: "keep", reason: reason ?? "unknown" };

  const clocks = clocksOf(session, policy.rule, known.since);
  const due = clocks.filter(({ dueAt }) => dueAt <= known.checkedAt);
  const [first] = due;
  if (!first) return { act: "keep", reason: "not-due", until: Math.min(...clocks.map(({ dueAt }) => dueAt)) };
  const { now, warning } = situation;
  const graceMs = policy.rule.graceSeconds * 1000;
  const warned = warning && warnedClock(clocks, warning);
  if (!warned) return { act: "warn", clock: first.name, dueAt: now + graceMs };
  const releasableAt = Math.max(warning.dueAt, warning.warnedAt + graceMs);
  if (now < releasableAt) return { act: "keep", reason: "grace", until: releasableAt };
  if (known.checkedAt <= warning.warnedAt) return { act: "keep", reason: "stale" };
  return { act: "release", clock: warned.name };
}

/** Whether a warning is still for what is going on: it was made when a clock was due, which no use has turned back since. */
export function isWarningKept(
  session: Session,
  rule: PolicyRule,
  { now, warning }: Pick<PolicySituation, "now"> & Required<Pick<PolicySituation, "warning">>,
): boolean {
  const known = idleness(session, now);
  // What cannot be told now does not undo what was said.
  const since = known.state === "unknown" ? Number.NEGATIVE_INFINITY : silentSince(known, now);
  return warnedClock(clocksOf(session, rule, since), warning) !== undefined;
}

/** Since when nobody has used it. */
export function silentSince(known: Exclude<Idleness, { state: "unknown" }>, now: number): number {
  switch (known.state) {
    case "watched":
      return now;
    case "active":
      return known.lastAt;
    case "idle":
      return known.since;
    default:
      throw new Error(`unknown idleness ${known satisfies never}`);
  }
}

function warnedClock(clocks: readonly { name: PolicyClock; dueAt: number }[], { warnedAt }: { warnedAt: number }) {
  return clocks.find(({ dueAt }) => dueAt <= warnedAt);
}

/** When each clock that is on is due, if the session is not used after `since`. */
export function clocksOf(
  { startedAt }: Pick<Session, "startedAt">,
  { idleSeconds, maximumSeconds }: PolicyRule,
  since: number,
): { name: PolicyClock; dueAt: number }[] {
  return [
    ...(idleSeconds === null ? [] : [{ name: "idle" as const, dueAt: since + idleSeconds * 1000 }]),
    ...(maximumSeconds === null ? [] : [{ name: "maximum" as const, dueAt: startedAt + maximumSeconds * 1000 }]),
  ];
}

/** What keeps the policy from a session whatever is known of its use. */
function findObstacle(
  session: Session,
  { mode, rule }: { mode: PolicyMode; rule: PolicyRule },
  { now, asOf, isUpstreamFailing, ownerKey }: PolicySituation,
): KeepReason | undefined {
  if (session.status !== "RUNNING") return "not-running";
  if (isProtected(session, now)) return "protected";
  if (isReleasing(session)) return "requested";
  const settled = session.release?.state;
  if (settled === "cancelled") return "undone";
  if (settled === "refused" || settled === "failed") return "refused";
  if (mode !== "on") return mode;
  if (isUpstreamFailing) return "upstream-failing";
  if (asOf === null || now - asOf > PICTURE_FRESH_MS) return "old-picture";
  if (!session.keepAlive) return "not-keep-alive";
  if (!isMeant(session, rule, ownerKey)) return "unmatched";
  return now - session.startedAt < rule.minAgeSeconds * 1000 ? "too-young" : undefined;
}

/** Whether it is one of those that the policy is for. */
export function isMeant(session: Session, { metadata, owner }: PolicyRule, ownerKey: string | null): boolean {
  if (owner !== null && ownerOf(session, ownerKey)?.name !== owner) return false;
  return matchesMetadata(session.userMetadata, metadata);
}

/** A log without an entry may be switched off, and says nothing. */
function reasonNotQuiet(known: Idleness, rule: PolicyRule, now: number): KeepReason | undefined {
  switch (known.state) {
    case "watched":
      return "watched";
    case "unknown":
      return "unknown";
    case "active":
      return isStale(known, rule, now) ? "stale" : "active";
    case "idle":
      if (!known.hasLog) return "unknown";
      return isStale(known, rule, now) ? "stale" : undefined;
    default:
      throw new Error(`unknown idleness ${known satisfies never}`);
  }
}

/** What was read longer ago than a session may be idle says nothing of that time. */
function isStale({ checkedAt }: { checkedAt: number }, { idleSeconds }: PolicyRule, now: number): boolean {
  const ageMs = now - checkedAt;
  return ageMs > FRESH_FOR_MS || (idleSeconds !== null && ageMs >= idleSeconds * 1000);
}
