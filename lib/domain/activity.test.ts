import { expect, test } from "@playwright/test";
import {
  ACTIVE_WITHIN_MS,
  type Activity,
  FRESH_FOR_MS,
  IDLE_AFTER_MS,
  type Idleness,
  idleness,
  isIdle,
  PROVEN_AFTER_MS,
  WATCHED_FOR_MS,
} from "./activity";
import { session } from "./testing/session";

const NOW = 100 * 60_000;

function knownAs(activity: Activity | undefined, now = NOW) {
  return idleness(session("a", { keepAlive: true, activity }), now);
}

const checked = (agoMs: number, silentMs: number): Activity => ({
  checkedAt: NOW - agoMs,
  lastAt: NOW - agoMs - silentMs,
});

const states: [what: string, activity: Activity | undefined, expected: Partial<Idleness>][] = [
  ["nobody looked", undefined, { state: "unknown" }],
  ["its log is off", { checkedAt: null, lastAt: null, problem: "Off." }, { state: "unknown", reason: "Off." }],
  ["silent for one ms less than a minute", checked(0, ACTIVE_WITHIN_MS - 1), { state: "active" }],
  ["silent for a minute", checked(0, ACTIVE_WITHIN_MS), { state: "idle", confidence: "likely" }],
  ["silent for ten minutes", checked(0, PROVEN_AFTER_MS), { state: "idle", confidence: "likely" }],
  ["silent for one ms more", checked(0, PROVEN_AFTER_MS + 1), { state: "idle", confidence: "proven" }],
  ["that, read five minutes ago", checked(FRESH_FOR_MS, PROVEN_AFTER_MS + 1), { confidence: "proven" }],
  ["that, read one ms earlier", checked(FRESH_FOR_MS + 1, PROVEN_AFTER_MS + 1), { confidence: "likely" }],
  [
    "that, which cannot be read any more",
    { ...checked(FRESH_FOR_MS, PROVEN_AFTER_MS + 1), problem: "Off." },
    { state: "idle" },
  ],
  [
    "that, read one ms earlier",
    { ...checked(FRESH_FOR_MS + 1, PROVEN_AFTER_MS + 1), problem: "Off." },
    { state: "unknown", reason: "Off." },
  ],
  [
    "an empty log",
    { checkedAt: NOW, lastAt: null },
    { state: "idle", confidence: "likely", hasLog: false, wasWatched: false },
  ],
  [
    "watched one ms less than a minute ago",
    { ...checked(0, NOW), watchedAt: NOW - WATCHED_FOR_MS + 1 },
    { state: "watched" },
  ],
  [
    "watched a minute ago",
    { ...checked(0, NOW), watchedAt: NOW - WATCHED_FOR_MS },
    { state: "idle", since: NOW - WATCHED_FOR_MS, wasWatched: true },
  ],
];
for (const [what, activity, expected] of states) {
  test(`${what}: ${JSON.stringify(expected)}`, () => expect(knownAs(activity)).toMatchObject(expected));
}

test("idle time goes on after the log was read, and counts from the start when nothing was logged", () => {
  expect(knownAs(checked(30_000, 120_000))).toMatchObject({ idleForMs: 150_000, checkedAt: NOW - 30_000 });
  expect(knownAs({ checkedAt: NOW - 1, lastAt: null })).toMatchObject({ since: 0, idleForMs: NOW });
});

test("of a session that has ended nothing is claimed", () => {
  const ended = session("a", { status: "COMPLETED", activity: checked(0, PROVEN_AFTER_MS + 1) });
  expect(idleness(ended, NOW)).toMatchObject({ state: "unknown" });
});

const idle: [what: string, part: Parameters<typeof session>[1], isIdle: boolean][] = [
  ["silent for ten minutes", { keepAlive: true, activity: checked(0, IDLE_AFTER_MS) }, true],
  [
    "silent for one ms less, however long ago that was read",
    { keepAlive: true, activity: checked(60_000, IDLE_AFTER_MS - 1) },
    false,
  ],
  ["without keepAlive", { keepAlive: false, activity: checked(0, IDLE_AFTER_MS) }, false],
  ["never looked at", { keepAlive: true }, false],
  ["ended", { keepAlive: true, status: "TIMED_OUT", activity: checked(0, IDLE_AFTER_MS) }, false],
];
for (const [what, part, expected] of idle) {
  test(`a session ${what} is ${expected ? "" : "not "}idle`, () =>
    expect(isIdle(session("a", part), NOW)).toBe(expected));
}
