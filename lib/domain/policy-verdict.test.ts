import { expect, test } from "@playwright/test";
import fc from "fast-check";
import { ACTIVE_WITHIN_MS, FRESH_FOR_MS, idleness } from "./activity";
import { matchesMetadata } from "./metadata-expression";
import { ownerOf } from "./owner";
import type { PolicyRule } from "./policy";
import { PICTURE_FRESH_MS, type PolicySituation, policyVerdict, type Verdict } from "./policy-verdict";
import type { Session } from "./session";
import { RULE, rules, sessions, situations } from "./testing/policy";
import { RELEASING } from "./testing/releasing";
import { session } from "./testing/session";

const MINUTE_MS = 60_000;
const NOW = 60 * MINUTE_MS;
const on = (rule: PolicyRule) => ({ mode: "on" as const, rule });
const calm = (part: Partial<PolicySituation> = {}): PolicySituation => ({
  now: NOW,
  asOf: NOW,
  isUpstreamFailing: false,
  ownerKey: "owner",
  ...part,
});

/** Silent for 20 minutes when its log was read, which was just now. */
function idleSession(part: Partial<Session> = {}): Session {
  return session("a", {
    keepAlive: true,
    expiresAt: 360 * MINUTE_MS,
    activity: { checkedAt: NOW - 1000, lastAt: NOW - 20 * MINUTE_MS },
    ...part,
  });
}

const warned = { warnedAt: NOW - 5 * MINUTE_MS, dueAt: NOW };

test("a session that is idle for long enough is warned of, left alone for the grace, and then released", () => {
  const verdict = (part: Partial<PolicySituation>) => policyVerdict(idleSession(), on(RULE), calm(part));
  expect(verdict({})).toEqual({ act: "warn", clock: "idle", dueAt: NOW + 300_000 });
  expect(verdict({ warning: { warnedAt: NOW - 299_999, dueAt: NOW + 1 } })).toEqual({
    act: "keep",
    reason: "grace",
    until: NOW + 1,
  });
  expect(verdict({ warning: warned })).toEqual({ act: "release", clock: "idle" });
});

test("the idle clock is due at the second, by what was seen of the log and not by what is guessed since", () => {
  const verdict = (lastAt: number, checkedAt: number) =>
    policyVerdict(idleSession({ activity: { lastAt, checkedAt } }), on(RULE), calm());
  expect(verdict(NOW - 900_000, NOW)).toMatchObject({ act: "warn" });
  expect(verdict(NOW - 899_999, NOW)).toEqual({ act: "keep", reason: "not-due", until: NOW + 1 });
  expect(verdict(NOW - 1_000_000, NOW - 200_000)).toMatchObject({ act: "keep", reason: "not-due" });
});

test("the maximum clock takes a session that is in use, once it has been quiet for a minute", () => {
  const rule = { ...RULE, idleSeconds: null, maximumSeconds: 1800 };
  const verdict = (lastAt: number, part: Partial<PolicySituation> = {}) =>
    policyVerdict(idleSession({ activity: { lastAt, checkedAt: NOW } }), on(rule), calm(part));
  expect(verdict(NOW - ACTIVE_WITHIN_MS + 1)).toEqual({ act: "keep", reason: "active" });
  expect(verdict(NOW - ACTIVE_WITHIN_MS)).toMatchObject({ act: "warn", clock: "maximum" });
  // What it does after the warning does not put the maximum off.
  expect(verdict(NOW - ACTIVE_WITHIN_MS, { warning: warned })).toEqual({ act: "release", clock: "maximum" });
});

test("after it was used again, an idle session gets another warning", () => {
  const used = idleSession({ activity: { lastAt: warned.warnedAt + 1, checkedAt: NOW + 1_200_000 } });
  const later = NOW + 1_200_000;
  expect(policyVerdict(used, on(RULE), calm({ now: later, asOf: later, warning: warned }))).toMatchObject({
    act: "warn",
  });
});

test("it is looked at once more between the warning and the release", () => {
  const unseen = idleSession({ activity: { checkedAt: warned.warnedAt, lastAt: NOW - 30 * MINUTE_MS } });
  expect(policyVerdict(unseen, on(RULE), calm({ warning: warned }))).toEqual({ act: "keep", reason: "stale" });
});

test("what is known has to be younger than the idle time that is judged by it", () => {
  const rule = { ...RULE, idleSeconds: 60 };
  const verdict = (checkedAgoMs: number) => {
    const activity = { checkedAt: NOW - checkedAgoMs, lastAt: NOW - 20 * MINUTE_MS };
    return policyVerdict(idleSession({ activity }), on(rule), calm());
  };
  expect(verdict(59_999)).toMatchObject({ act: "warn" });
  expect(verdict(60_000)).toEqual({ act: "keep", reason: "stale" });
});

const keeps: [title: string, reason: string, part: Partial<Session>, situation?: Partial<PolicySituation>][] = [
  ["has ended", "not-running", { status: "COMPLETED" }],
  ["is protected", "protected", { protection: { until: NOW + 1, reason: "a form", by: "ada" } }],
  ["is being released", "requested", { release: RELEASING }],
  ["was kept by whoever pressed Undo", "undone", { release: { ...RELEASING, state: "cancelled" } }],
  ["upstream would not end a moment ago", "refused", { release: { ...RELEASING, state: "refused" } }],
  ["could not be released a moment ago", "refused", { release: { ...RELEASING, state: "failed" } }],
  ["is seen while upstream is failing", "upstream-failing", {}, { isUpstreamFailing: true }],
  ["was never seen", "old-picture", {}, { asOf: null }],
  ["was last listed too long ago", "old-picture", {}, { asOf: NOW - PICTURE_FRESH_MS - 1 }],
  ["ends with its client", "not-keep-alive", { keepAlive: false }],
  ["is too young", "too-young", { startedAt: NOW - 599_999 }],
  ["is watched", "watched", { activity: { checkedAt: NOW, lastAt: 1, watchedAt: NOW - 59_999 } }],
  ["was never looked at", "unknown", { activity: undefined }],
  ["has a log that cannot be read", "unknown", { activity: { checkedAt: null, lastAt: null, problem: "403" } }],
  ["has an empty log, which may be switched off", "unknown", { activity: { checkedAt: NOW, lastAt: null } }],
  ["was looked at too long ago", "stale", { activity: { checkedAt: NOW - FRESH_FOR_MS - 1, lastAt: 1 } }],
];

for (const [title, reason, part, situation] of keeps) {
  test(`a session that ${title} is left alone`, () => {
    expect(policyVerdict(idleSession(part), on(RULE), calm({ warning: warned, ...situation }))).toEqual({
      act: "keep",
      reason,
    });
  });
}

test("protection comes before what was asked for, that before policies, and those leave the rest to the timeout", () => {
  const protection = { until: NOW + 1, reason: "a form", by: "ada" };
  const reasonOf = (part: Partial<Session>) => {
    const verdict = policyVerdict(idleSession(part), on(RULE), calm({ warning: warned }));
    return verdict.act === "keep" ? verdict.reason : verdict.act;
  };
  expect(reasonOf({ protection, release: RELEASING })).toBe("protected");
  expect(reasonOf({ release: RELEASING })).toBe("requested");
  expect(reasonOf({})).toBe("release");
  expect(reasonOf({ keepAlive: false })).toBe("not-keep-alive");
});

test("a policy that is dry or was stopped does nothing", () => {
  for (const mode of ["dry", "stopped"] as const) {
    expect(policyVerdict(idleSession(), { mode, rule: RULE }, calm({ warning: warned }))).toEqual({
      act: "keep",
      reason: mode,
    });
  }
});

test("only the metadata and the owner that a policy names are meant", () => {
  const mine = idleSession({ userMetadata: { team: "growth", owner: "ada" } });
  const rule = { ...RULE, metadata: [{ key: "team", value: "growth" }], owner: "ada" };
  expect(policyVerdict(mine, on(rule), calm())).toMatchObject({ act: "warn" });
  expect(policyVerdict(mine, on({ ...rule, owner: "bert" }), calm())).toMatchObject({ reason: "unmatched" });
  expect(policyVerdict(idleSession({ userMetadata: { owner: "ada" } }), on(rule), calm())).toMatchObject({
    reason: "unmatched",
  });
});

test("whatever it is told, a policy never touches a protected, active, watched, too young or unmatched session", () => {
  let acted = 0;
  fc.assert(
    fc.property(sessions, rules, situations, (any, rule, situation) => {
      const verdict = policyVerdict(any, on(rule), situation);
      if (verdict.act === "keep") return;
      acted += 1;
      const { now } = situation;
      const { checkedAt, lastAt, watchedAt } = any.activity ?? {};
      expect(any.protection === undefined || any.protection.until <= now).toBe(true);
      expect([undefined, "released", "already-ended", "skipped"]).toContain(any.release?.state);
      expect(any.status).toBe("RUNNING");
      expect(any.keepAlive).toBe(true);
      expect(now - any.startedAt).toBeGreaterThanOrEqual(rule.minAgeSeconds * 1000);
      expect(matchesMetadata(any.userMetadata, rule.metadata)).toBe(true);
      if (rule.owner !== null) expect(ownerOf(any, situation.ownerKey)?.name).toBe(rule.owner);
      // Known, freshly, and quiet then.
      expect(typeof checkedAt).toBe("number");
      expect(typeof lastAt).toBe("number");
      expect(now - Number(checkedAt)).toBeLessThanOrEqual(FRESH_FOR_MS);
      expect(now - Number(checkedAt)).toBeLessThan((rule.idleSeconds ?? Number.POSITIVE_INFINITY) * 1000);
      expect(Number(checkedAt) - Number(lastAt)).toBeGreaterThanOrEqual(ACTIVE_WITHIN_MS);
      expect(now - (watchedAt ?? Number.NEGATIVE_INFINITY)).toBeGreaterThanOrEqual(ACTIVE_WITHIN_MS);
      expect(idleness(any, now).state).toBe("idle");
      // Seen a moment ago by an upstream that is well.
      expect(situation.isUpstreamFailing).toBe(false);
      expect(now - Number(situation.asOf)).toBeLessThanOrEqual(PICTURE_FRESH_MS);
    }),
    { numRuns: 3_000 },
  );
  // Or the property would hold because nothing ever happens.
  expect(acted).toBeGreaterThan(50);
});

test("nothing is released that was not warned of the whole grace before, and seen to be silent since", () => {
  let released = 0;
  fc.assert(
    fc.property(sessions, rules, situations, (any, rule, situation) => {
      if (policyVerdict(any, on(rule), situation).act !== "release") return;
      released += 1;
      const { warnedAt = Number.NaN, dueAt = Number.NaN } = situation.warning ?? {};
      expect(situation.now).toBeGreaterThanOrEqual(Math.max(warnedAt + rule.graceSeconds * 1000, dueAt));
      expect(Number(any.activity?.checkedAt)).toBeGreaterThan(warnedAt);
    }),
    { numRuns: 3_000 },
  );
  expect(released).toBeGreaterThan(20);
});

test("more silence never makes a session less releasable", () => {
  // Who has been warned and has still time, or is to be looked at once more, is as near to it as who is warned now.
  const nearness = (verdict: Verdict) => {
    if (verdict.act === "release") return 2;
    return verdict.act === "warn" || verdict.reason === "grace" || verdict.reason === "stale" ? 1 : 0;
  };
  fc.assert(
    fc.property(sessions, rules, situations, fc.integer({ min: 1, max: 100 }), (any, rule, situation, minutes) => {
      const { activity } = any;
      if (activity?.lastAt === undefined || activity.lastAt === null) return;
      const act = (lastAt: number) =>
        nearness(policyVerdict({ ...any, activity: { ...activity, lastAt } }, on(rule), situation));
      expect(act(activity.lastAt - minutes * MINUTE_MS)).toBeGreaterThanOrEqual(act(activity.lastAt));
    }),
    { numRuns: 3_000 },
  );
});

test("what is to be released stays so while it goes on being silent, and is seen to be", () => {
  fc.assert(
    fc.property(sessions, rules, situations, fc.integer({ min: 1, max: 100 }), (any, rule, situation, minutes) => {
      if (policyVerdict(any, on(rule), situation).act !== "release" || !any.activity) return;
      const now = situation.now + minutes * MINUTE_MS;
      const later = { ...any, activity: { ...any.activity, checkedAt: now } };
      expect(policyVerdict(later, on(rule), { ...situation, now, asOf: now }).act).toBe("release");
    }),
    { numRuns: 3_000 },
  );
});
