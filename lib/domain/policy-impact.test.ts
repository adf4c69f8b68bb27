import { expect, test } from "@playwright/test";
import { breakerReason } from "./policy-breaker";
import { policyImpact } from "./policy-impact";
import type { Session } from "./session";
import { RULE } from "./testing/policy";
import { session } from "./testing/session";

const MINUTE_MS = 60_000;
const NOW = 120 * MINUTE_MS;
const calm = { now: NOW, asOf: NOW, isUpstreamFailing: false, ownerKey: null };

/** Silent for so many minutes, as was seen just now. */
function silent(id: string, minutes: number, part: Partial<Session> = {}): Session {
  const activity = { checkedAt: NOW, lastAt: NOW - minutes * MINUTE_MS };
  return session(id, { keepAlive: true, expiresAt: 360 * MINUTE_MS, activity, ...part });
}

test("an admin learns what a rule would do now and within the hour, and what nobody can tell", () => {
  const fleet = [
    silent("now", 15),
    silent("in a minute", 14),
    silent("used just now", 0),
    silent("protected for the hour", 30, { protection: { until: NOW + 56 * MINUTE_MS, reason: "a form", by: "ada" } }),
    silent("protected for less", 30, { protection: { until: NOW + 55 * MINUTE_MS, reason: "a form", by: "ada" } }),
    silent("ends by itself before", 0, { expiresAt: NOW + 20 * MINUTE_MS }),
    silent("never looked at", 30, { activity: undefined }),
    silent("not kept alive", 30, { keepAlive: false }),
    silent("over", 30, { status: "COMPLETED" }),
  ];
  expect(policyImpact(fleet, RULE, calm)).toEqual({
    live: 8,
    meant: 7,
    nowIds: ["now"],
    nextHourIds: ["in a minute", "used just now", "protected for less"],
    unknown: 1,
    stopsBecause: undefined,
    stopsLaterBecause: undefined,
  });
});

test("what upstream's trouble hides for the moment does not make a rule look harmless", () => {
  const failing = { ...calm, asOf: null, isUpstreamFailing: true };
  expect(policyImpact([silent("now", 15)], RULE, failing).nowIds).toEqual(["now"]);
});

test("a rule that its circuit breaker would stop at once says so", () => {
  const fleet = ["a", "b", "c"].map((id) => silent(id, 30));
  expect(policyImpact(fleet, { ...RULE, maxAtOnce: 2 }, calm).stopsBecause).toBe(
    "It would release 3 at once, and may release 2.",
  );
});

test("one that it would stop within the hour says so before it is switched on", () => {
  const fleet = [silent("now", 15), silent("soon", 10), silent("later", 5)];
  const impact = (maxAtOnce: number) => policyImpact(fleet, { ...RULE, maxAtOnce }, calm);
  expect(impact(2)).toMatchObject({
    stopsBecause: undefined,
    stopsLaterBecause: "It would release 3 within the hour, and may release 2.",
  });
  expect(impact(3).stopsLaterBecause).toBeUndefined();
});

const breaks: [title: string, load: { due: number; released: number; live: number }, reason: string | undefined][] = [
  ["as many as it may", { due: 10, released: 0, live: 100 }, undefined],
  ["one more than it may", { due: 11, released: 0, live: 100 }, "It would release 11 at once, and may release 10."],
  [
    "one more than it may within the hour",
    { due: 1, released: 10, live: 100 },
    "It would release 1 at once, after 10 in the last hour, and may release 10.",
  ],
  ["nothing, however much it did before", { due: 0, released: 50, live: 100 }, undefined],
  ["a share that it may", { due: 5, released: 0, live: 10 }, undefined],
  [
    "a larger share than it may",
    { due: 6, released: 0, live: 11 },
    "It would release 6 of 11 sessions, which is 55 %, and may release 50 %.",
  ],
  ["a share that it may with what it released before", { due: 2, released: 3, live: 10 }, undefined],
  [
    "a larger one with that, however few of them are left",
    { due: 2, released: 4, live: 11 },
    "It would release 2 of 11 sessions, after 4 in the last hour, which is 55 % together, and may release 50 %.",
  ],
  ["all of three sessions, which is no fleet", { due: 3, released: 0, live: 3 }, undefined],
];

for (const [title, load, reason] of breaks) {
  test(`the circuit breaker looks at ${title}`, () => {
    expect(breakerReason({ maxAtOnce: 10, maxSharePercent: 50 }, load)).toBe(reason);
  });
}
