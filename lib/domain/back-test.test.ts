import { expect, test } from "@playwright/test";
import fc from "fast-check";
import { backTest, type PastSession } from "./back-test";
import type { PolicyRule } from "./policy";
import { policyVerdict } from "./policy-verdict";
import { RULE, rules } from "./testing/policy";
import { session } from "./testing/session";

const MINUTE_MS = 60_000;
const WEEK = { from: 0, to: 600 * MINUTE_MS, ownerKey: "owner" };

/** By minutes. */
function past(id: string, end: number, silences: [number, number][] | null): PastSession {
  const one = session(id, { keepAlive: true, userMetadata: { team: "growth", owner: "ada" } });
  const inMs = silences?.map(([from, to]) => [from * MINUTE_MS, to * MINUTE_MS] as const) ?? null;
  return { session: one, endedAt: end * MINUTE_MS, silences: inMs };
}

test("a session that nobody needed any more would have been released, with what that saves", () => {
  const { releases } = backTest([past("a", 300, [[10, 300]])], RULE, WEEK);
  const [releasedAt, endedAt] = [30 * MINUTE_MS, 300 * MINUTE_MS];
  expect(releases).toEqual([
    { sessionId: "a", name: "growth · a", clock: "idle", releasedAt, usedAgainAt: undefined, endedAt },
  ]);
});

test("one that was used again afterwards is told as what it would have been: a mistake", () => {
  const { releases } = backTest(
    [
      past("a", 300, [
        [10, 31],
        [40, 300],
      ]),
    ],
    RULE,
    WEEK,
  );
  expect(releases).toMatchObject([{ releasedAt: 30 * MINUTE_MS, usedAgainAt: 31 * MINUTE_MS }]);
});

test("one that was used within the grace would not have been released then", () => {
  const { releases } = backTest(
    [
      past("a", 300, [
        [10, 30],
        [40, 300],
      ]),
    ],
    RULE,
    WEEK,
  );
  expect(releases).toMatchObject([{ releasedAt: 60 * MINUTE_MS, usedAgainAt: undefined }]);
});

test("what a log does not tell is counted, and not guessed", () => {
  expect(backTest([past("a", 300, null)], RULE, WEEK)).toMatchObject({ meant: 1, unknown: 1, releases: [] });
  expect(backTest([], RULE, WEEK)).toMatchObject({ meant: 0, releases: [], mostInAnHour: 0 });
});

test("the busiest hour is told, since it is what the circuit breaker goes by", () => {
  const starts = [10, 20, 69, 71, 200];
  const fleet = starts.map((start) => past(String(start), 500, [[start, 500]]));
  expect(backTest(fleet, RULE, WEEK).mostInAnHour).toBe(3);
});

/** Every minute is asked for a verdict, as if the log were read each time. */
function replay({ session: one, endedAt, silences }: PastSession, rule: PolicyRule) {
  let warning: { warnedAt: number; dueAt: number } | undefined;
  for (let now = one.startedAt; now < (endedAt ?? WEEK.to); now += MINUTE_MS) {
    const silence = silences?.find(([from, to]) => from <= now && now < to);
    const activity = silences ? { checkedAt: now, lastAt: silence?.[0] ?? now } : undefined;
    const situation = { now, asOf: now, isUpstreamFailing: false, ownerKey: "owner", warning };
    const verdict = policyVerdict({ ...one, activity }, { mode: "on", rule }, situation);
    if (verdict.act === "warn") warning = { warnedAt: now, dueAt: verdict.dueAt };
    if (verdict.act !== "release") continue;
    const usedAgainAt = silence && silence[1] < (endedAt ?? WEEK.to) ? silence[1] : undefined;
    return { clock: verdict.clock, releasedAt: now, usedAgainAt };
  }
  return undefined;
}

/** Silences of a minute or more, one after the other, until the end. */
const histories = fc
  .array(fc.record({ busy: fc.integer({ min: 0, max: 20 }), silent: fc.integer({ min: 1, max: 50 }) }), {
    maxLength: 8,
  })
  .chain((turns) => {
    const silences: [number, number][] = [];
    let at = 0;
    for (const { busy, silent } of turns) {
      silences.push([at + busy, at + busy + silent]);
      at += busy + silent;
    }
    return fc.integer({ min: 0, max: 20 }).map((more) => past("a", at + more, silences));
  });

test("it agrees with asking for a verdict every minute of the past", () => {
  let released = 0;
  fc.assert(
    fc.property(histories, rules, (history, rule) => {
      const [first] = backTest([history], rule, WEEK).releases;
      const replayed = replay(history, rule);
      expect(first && { clock: first.clock, releasedAt: first.releasedAt, usedAgainAt: first.usedAgainAt }).toEqual(
        replayed,
      );
      if (replayed) released += 1;
    }),
    { numRuns: 2_000 },
  );
  expect(released).toBeGreaterThan(100);
});
