import { expect, test } from "@playwright/test";
import fc from "fast-check";
import type { Activity } from "./activity";
import { NOTHING_ONGOING, noticesOf, type Ongoing, type ToldPicture } from "./notices-of";
import { isLive, type Session } from "./session";
import { RELEASING } from "./testing/releasing";
import { session } from "./testing/session";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const NOW = 10 * HOUR;

function picture(part: Partial<ToldPicture> = {}): ToldPicture {
  return { now: NOW, sessions: [], project: null, failure: null, ...part };
}

function keysOf(part: Partial<ToldPicture>, before: Ongoing = NOTHING_ONGOING): string[] {
  return noticesOf(picture(part), before).due.map(({ onceKey }) => onceKey);
}

function activity(lastMsAgo: number | null, checkedMsAgo = 0): Activity {
  return { checkedAt: NOW - checkedMsAgo, lastAt: lastMsAgo === null ? null : NOW - lastMsAgo };
}

test.describe("a session that is about to time out", () => {
  const startedAt = NOW - HOUR;
  const cases: [title: string, part: Partial<Session>, isTold: boolean][] = [
    [
      "five minutes before the end, used a moment ago",
      { expiresAt: NOW + 5 * MINUTE, activity: activity(SECOND) },
      true,
    ],
    ["a second sooner", { expiresAt: NOW + 5 * MINUTE + SECOND, activity: activity(SECOND) }, false],
    ["at the end itself, which is upstream's to tell", { expiresAt: NOW, activity: activity(SECOND) }, false],
    ["used four minutes ago", { expiresAt: NOW + MINUTE, activity: activity(4 * MINUTE) }, true],
    ["used seven minutes ago", { expiresAt: NOW + MINUTE, activity: activity(7 * MINUTE) }, false],
    ["nothing was ever logged", { expiresAt: NOW + MINUTE, activity: activity(null) }, false],
    ["its log was not read", { expiresAt: NOW + MINUTE }, false],
    [
      "its log was read long ago, when it was in use",
      { expiresAt: NOW + MINUTE, activity: activity(20 * MINUTE, 20 * MINUTE) },
      false,
    ],
    [
      "somebody watches it",
      { expiresAt: NOW + MINUTE, activity: { ...activity(HOUR), watchedAt: NOW - SECOND } },
      true,
    ],
    ["it is being released", { expiresAt: NOW + MINUTE, activity: activity(SECOND), release: RELEASING }, false],
    [
      "a short one before its half",
      { startedAt: NOW - 29 * SECOND, expiresAt: NOW + 31 * SECOND, activity: activity(SECOND) },
      false,
    ],
    [
      "a short one at its half",
      { startedAt: NOW - 30 * SECOND, expiresAt: NOW + 30 * SECOND, activity: activity(SECOND) },
      true,
    ],
    [
      "not kept alive, older than upstream waits for a client",
      { keepAlive: false, startedAt: NOW - 5 * MINUTE - 1, expiresAt: NOW + MINUTE },
      true,
    ],
    [
      "not kept alive, of which upstream may still await the client",
      { keepAlive: false, startedAt: NOW - 5 * MINUTE, expiresAt: NOW + MINUTE },
      false,
    ],
  ];
  for (const [title, part, isTold] of cases) {
    test(`${isTold ? "is told of" : "is not told of"}: ${title}`, () => {
      const sessions = [session("a", { startedAt, keepAlive: true, ...part })];
      const told = keysOf({ sessions }).filter((key) => key.startsWith("session.timing-out"));
      expect(told).toEqual(isTold ? [`session.timing-out:a:${sessions[0]?.expiresAt}`] : []);
    });
  }

  test("is named with its owner and the time it has", () => {
    const owner = { kind: "person", id: "p", name: "priya@example.com" } as const;
    const one = session("1a2b3c4d-e", {
      keepAlive: true,
      startedAt,
      expiresAt: NOW + 4 * MINUTE,
      activity: activity(SECOND),
      owner,
    });
    expect(noticesOf(picture({ sessions: [one] }), NOTHING_ONGOING).due).toEqual([
      {
        kind: "session.timing-out",
        onceKey: `session.timing-out:1a2b3c4d-e:${NOW + 4 * MINUTE}`,
        sessionId: "1a2b3c4d-e",
        message: "Session 1a2b3c4d of priya@example.com times out in 4 min, and is still in use.",
        data: { expiresAt: new Date(NOW + 4 * MINUTE).toISOString() },
      },
    ]);
  });
});

test.describe("a session that is idle for long", () => {
  const kept = { keepAlive: true, startedAt: NOW - 2 * HOUR, expiresAt: NOW + HOUR };
  const cases: [title: string, part: Partial<Session>, since: number | undefined][] = [
    ["for half an hour", { activity: activity(30 * MINUTE) }, NOW - 30 * MINUTE],
    ["for a second less", { activity: activity(30 * MINUTE - SECOND) }, undefined],
    [
      "for half an hour, of which the last minutes were not looked at",
      { activity: activity(30 * MINUTE, SECOND) },
      undefined,
    ],
    ["whose log is empty", { activity: activity(null) }, NOW - 2 * HOUR],
    ["without keepAlive", { activity: activity(HOUR), keepAlive: false }, undefined],
    ["whose log was not read", {}, undefined],
    [
      "that is protected",
      { activity: activity(HOUR), protection: { until: NOW + 1, reason: "demo", by: "x" } },
      undefined,
    ],
    [
      "that was protected",
      { activity: activity(HOUR), protection: { until: NOW, reason: "demo", by: "x" } },
      NOW - HOUR,
    ],
    ["that is over", { activity: activity(HOUR), status: "COMPLETED" }, undefined],
  ];
  for (const [title, part, since] of cases) {
    test(`${since === undefined ? "is not told of" : "is told of"}: ${title}`, () => {
      const keys = keysOf({ sessions: [session("a", { ...kept, ...part })] });
      expect(keys).toEqual(since === undefined ? [] : [`session.idle:a:${since}`]);
    });
  }

  test("is not said to have had no client when its log is empty, which may be switched off", () => {
    const messageOf = (seen: Activity) =>
      noticesOf(picture({ sessions: [session("a", { ...kept, activity: seen })] }), NOTHING_ONGOING).due[0]?.message;
    expect(messageOf(activity(null))).toBe(
      "Session a has shown no use for 2 h, by a log that is empty and may be switched off, and holds a slot for 1 h more.",
    );
    expect(messageOf(activity(HOUR))).toBe("Session a has been idle for 1 h, and holds a slot for 1 h more.");
  });

  test("is told of again when it was used in between", () => {
    const first = keysOf({ sessions: [session("a", { ...kept, activity: activity(HOUR) })] });
    const second = keysOf({ sessions: [session("a", { ...kept, activity: activity(40 * MINUTE) })] });
    expect(first).not.toEqual(second);
  });
});

test("slots are told of from nine tenths on, and again only after a fifth of them was free", () => {
  const project = { concurrency: 10 };
  const with_ = (used: number) =>
    Array.from({ length: used }, (_, index) => session(`s${index}`, { startedAt: NOW, expiresAt: NOW + HOUR }));
  let ongoing = NOTHING_ONGOING;
  const told: string[] = [];
  for (const [minute, used] of [8, 9, 10, 9, 8, 9, 7, 8, 9].entries()) {
    const at = NOW + minute * SECOND;
    const { due, ...next } = noticesOf(picture({ now: at, project, sessions: with_(used) }), ongoing);
    ongoing = next.ongoing;
    told.push(...due.map(({ onceKey }) => onceKey));
  }
  expect([...new Set(told)]).toEqual([`slots.nearly-full:${NOW + SECOND}`, `slots.nearly-full:${NOW + 8 * SECOND}`]);
});

test("upstream is told of after a minute of failing, once until it was well for a minute", () => {
  const failure = { since: NOW, message: "Browserbase does not answer." };
  let ongoing = NOTHING_ONGOING;
  const told: string[] = [];
  const see = (seconds: number, failing: typeof failure | null) => {
    const { due, ...next } = noticesOf(picture({ now: NOW + seconds * SECOND, failure: failing }), ongoing);
    ongoing = next.ongoing;
    told.push(...due.map(({ onceKey }) => onceKey));
  };
  see(0, failure);
  see(59, failure);
  expect(told).toEqual([]);
  see(60, failure);
  // One good answer, and it goes on.
  see(70, null);
  see(75, { ...failure, since: NOW + 72 * SECOND });
  expect([...new Set(told)]).toEqual([`upstream.failing:${NOW}`]);
  see(80, null);
  see(140, null);
  see(150, { ...failure, since: NOW + 150 * SECOND });
  see(210, { ...failure, since: NOW + 150 * SECOND });
  expect([...new Set(told)]).toEqual([`upstream.failing:${NOW}`, `upstream.failing:${NOW + 150 * SECOND}`]);
});

test("nothing is said of sessions and slots while their picture is old", () => {
  const sessions = [session("a", { startedAt: NOW - HOUR, expiresAt: NOW + MINUTE, activity: activity(SECOND) })];
  const failure = { since: NOW - SECOND, message: "It does not answer." };
  expect(keysOf({ sessions, project: { concurrency: 1 }, failure })).toEqual([]);
});

/** Any life of some sessions, picture after picture: the clock goes on, and nothing else is sure. */
const lives = fc.array(
  fc.record({
    passMs: fc.integer({ min: 0, max: 20 * MINUTE }),
    isFailing: fc.boolean(),
    sessions: fc.array(
      fc.record({
        id: fc.constantFrom("a", "b", "c"),
        status: fc.constantFrom("PENDING", "RUNNING", "COMPLETED", "TIMED_OUT", "ERROR"),
        keepAlive: fc.boolean(),
        lastMsAgo: fc.option(fc.integer({ min: 0, max: HOUR })),
        checkedMsAgo: fc.integer({ min: 0, max: HOUR }),
        leftMs: fc.integer({ min: -MINUTE, max: HOUR }),
      }),
      { maxLength: 3 },
    ),
  }),
  { maxLength: 20 },
);

test("whatever happens, nothing ended, released or unknown is told of, and a deadline has one key", () => {
  fc.assert(
    fc.property(lives, (steps) => {
      let now = NOW;
      let ongoing = NOTHING_ONGOING;
      let roomTimes = 0;
      const keys = new Set<string>();
      for (const { passMs, isFailing, sessions } of steps) {
        now += passMs;
        const shown = sessions.map(({ id, status, keepAlive, lastMsAgo, checkedMsAgo, leftMs }) => {
          const lastAt = lastMsAgo === null ? null : now - checkedMsAgo - lastMsAgo;
          const seen: Activity = { checkedAt: now - checkedMsAgo, lastAt };
          return session(id, { status, keepAlive, startedAt: now - HOUR, expiresAt: now + leftMs, activity: seen });
        });
        const failure = isFailing ? { since: now, message: "It does not answer." } : null;
        const told = noticesOf({ now, sessions: shown, project: { concurrency: 2 }, failure }, ongoing);
        // The same picture told again is the same notices, also for a server that only now took over.
        const again = noticesOf({ now, sessions: shown, project: { concurrency: 2 }, failure }, told.ongoing);
        expect(again.due).toEqual(told.due);
        for (const { kind, onceKey, sessionId } of told.due) {
          const of = shown.filter(({ id }) => id === sessionId);
          if (kind.startsWith("session.")) expect(of.some(isLive)).toBe(true);
          if (kind === "session.timing-out")
            expect(of.some(({ expiresAt }) => onceKey.endsWith(`:${expiresAt}`))).toBe(true);
          keys.add(onceKey);
        }
        if (!isFailing && shown.filter(isLive).length < 2) roomTimes += 1;
        ongoing = told.ongoing;
      }
      const fullTimes = [...keys].filter((key) => key.startsWith("slots.")).length;
      expect(fullTimes).toBeLessThanOrEqual(roomTimes + 1);
    }),
  );
});
