import { expect, test } from "@playwright/test";
import type { Activity } from "./activity";
import { describeIdleness, formatSecondsAgo } from "./describe-idleness";
import { session } from "./testing/session";

const MINUTE = 60_000;
const now = 100 * MINUTE;
const clock = () => "10:42";

const cases: [title: string, activity: Activity | undefined, state: string, evidence: string][] = [
  [
    "silent for longer than any client may be",
    { checkedAt: now - 20_000, lastAt: now - 14 * MINUTE },
    "idle 14 min",
    "proven · last command 10:42 · checked 20 s ago",
  ],
  [
    "silent for less",
    { checkedAt: now - 1_000, lastAt: now - 9 * MINUTE },
    "idle 9 min",
    "likely · last command 10:42 · checked just now",
  ],
  [
    "looked at long ago",
    { checkedAt: now - 6 * MINUTE, lastAt: now - 30 * MINUTE },
    "idle 30 min",
    "likely · last command 10:42 · checked 6 min ago",
  ],
  [
    "with an empty log",
    { checkedAt: now, lastAt: null },
    "idle 1 h 40 min",
    "likely · its log is empty · checked just now",
  ],
  [
    "with a command a moment ago",
    { checkedAt: now, lastAt: now - 9_999 },
    "active now",
    "last command 5 s ago · checked just now",
  ],
  [
    "whose last command was some seconds ago",
    { checkedAt: now, lastAt: now - 10_000 },
    "active 10 s ago",
    "last command 10 s ago · checked just now",
  ],
  [
    "that was active when it was looked at last",
    { checkedAt: now - 3 * MINUTE, lastAt: now - 3 * MINUTE },
    "active 3 min ago",
    "last command 3 min ago · checked 3 min ago",
  ],
  [
    "whose live view was closed after its last command",
    { checkedAt: now, lastAt: now - 40 * MINUTE, watchedAt: now - 14 * MINUTE },
    "idle 14 min",
    "proven · live view closed 10:42 · checked just now",
  ],
  [
    "whose live view was closed a moment before it was looked at, and never had a client",
    { checkedAt: now - 2 * MINUTE, lastAt: null, watchedAt: now - 2 * MINUTE - 1 },
    "active 2 min ago",
    "live view closed 2 min ago · checked 2 min ago",
  ],
  ["that somebody watches", { checkedAt: null, lastAt: null, watchedAt: now - 1 }, "watched", "its live view is open"],
  [
    "whose log cannot be read",
    { checkedAt: null, lastAt: null, problem: "Logging is off." },
    "not known",
    "Logging is off.",
  ],
  ["that nobody looked at", undefined, "not known", "Its CDP log was not read yet."],
];
for (const [title, activity, state, evidence] of cases) {
  test(`a session ${title} says so`, () => {
    const kept = session("a", { keepAlive: true, expiresAt: 360 * MINUTE, activity });
    expect(describeIdleness(kept, now, clock)).toEqual({ state, evidence });
  });
}

for (const status of ["PENDING", "RUNNING"] as const) {
  test(`of a ${status} session without keepAlive nobody claims that a client is there`, () => {
    expect(describeIdleness(session("a", { status }), now, clock)).toEqual({
      state: "not kept alive",
      evidence: "ends with its client · its log is not read",
    });
  });
}

test("an age moves in steps of five seconds, then of a minute", () => {
  expect([0, 4_999, 5_000, 59_999, 60_000, 119_000].map(formatSecondsAgo)).toEqual([
    "just now",
    "just now",
    "5 s ago",
    "55 s ago",
    "1 min ago",
    "1 min ago",
  ]);
});

test("of one that left the list it says so, and not how idle it was", () => {
  const activity = { checkedAt: now - 20_000, lastAt: now - 14 * MINUTE };
  const gone = session("a", { activity, missingSince: now - 1_000 });
  expect(describeIdleness(gone, now, clock).state).toBe("left upstream's list");
  expect(describeIdleness({ ...gone, status: "COMPLETED" }, now, clock).state).not.toMatch("list");
});
