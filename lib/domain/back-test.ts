import { ACTIVE_WITHIN_MS } from "./activity";
import type { PolicyRule } from "./policy";
import { clocksOf, isMeant, type PolicyClock } from "./policy-verdict";
import type { Session } from "./session";
import { sessionName } from "./session-title";

/** A session of the past: `[from, to]` of each silence in its CDP log, in order. Instants are epoch milliseconds. */
export type PastSession = {
  session: Session;
  /** `null` while it lives: what is known of it ends now. */
  endedAt: number | null;
  /** `null` when its log was never read. */
  silences: readonly (readonly [from: number, to: number])[] | null;
};

export type PastRelease = {
  sessionId: string;
  /** What people know the session by. */
  name: string;
  clock: PolicyClock;
  releasedAt: number;
  /** When it was used again; absent when it never was. Then it would have been a mistake. */
  usedAgainAt?: number;
  /** When it did end, which is what the release would have saved. */
  endedAt: number;
};

export type BackTest = {
  from: number;
  to: number;
  /** The past sessions that the rule is for, and how many of them nothing is known of. */
  meant: number;
  unknown: number;
  releases: readonly PastRelease[];
  /** The most in any hour, which is what the circuit breaker looks at. */
  mostInAnHour: number;
};

type Options = { from: number; to: number; ownerKey: string | null };

/** What a rule would have done, had it been on, with every log known at every moment. Watching and protection are not remembered. */
export function backTest(past: readonly PastSession[], rule: PolicyRule, { from, to, ownerKey }: Options): BackTest {
  const meant = past.filter(({ session }) => session.keepAlive && isMeant(session, rule, ownerKey));
  const releases = meant
    .map((one) => releaseOf(one, rule, to))
    .filter((release) => release !== undefined)
    .filter(({ releasedAt }) => releasedAt >= from)
    .sort((a, b) => a.releasedAt - b.releasedAt);
  return {
    from,
    to,
    meant: meant.length,
    unknown: meant.filter(({ silences }) => silences === null).length,
    releases,
    mostInAnHour: mostWithin(
      3_600_000,
      releases.map(({ releasedAt }) => releasedAt),
    ),
  };
}

/** The first moment at which the rule would have released it: it is warned of once, and released when the grace is over. */
function releaseOf({ session, endedAt, silences }: PastSession, rule: PolicyRule, to: number): PastRelease | undefined {
  const end = endedAt ?? to;
  const oldEnoughAt = session.startedAt + rule.minAgeSeconds * 1000;
  let warnedAt = Number.NEGATIVE_INFINITY;
  for (const [from, silentUntil] of silences ?? []) {
    const until = Math.min(silentUntil, end);
    const clocks = clocksOf(session, rule, from);
    const isWarned = () => clocks.find(({ dueAt }) => dueAt <= warnedAt);
    const quietAt = Math.max(from + ACTIVE_WITHIN_MS, oldEnoughAt);
    if (!isWarned()) {
      const warnableAt = Math.max(quietAt, Math.min(...clocks.map(({ dueAt }) => dueAt)));
      if (warnableAt >= until) continue;
      warnedAt = warnableAt;
    }
    const releasedAt = Math.max(warnedAt + rule.graceSeconds * 1000, quietAt);
    const clock = isWarned()?.name;
    if (!clock || releasedAt >= until) continue;
    const usedAgainAt = until < end ? until : undefined;
    return { sessionId: session.id, name: sessionName(session), clock, releasedAt, usedAgainAt, endedAt: end };
  }
  return undefined;
}

function mostWithin(ms: number, instants: readonly number[]): number {
  let most = 0;
  let first = 0;
  instants.forEach((instant, last) => {
    while ((instants[first] ?? instant) <= instant - ms) first += 1;
    most = Math.max(most, last - first + 1);
  });
  return most;
}
