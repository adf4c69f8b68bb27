import { expect, test } from "@playwright/test";
import { describeIdleFleet } from "./describe-idle-fleet";
import { type FleetSummary, summarizeSessions } from "./session-list";
import { RELEASING } from "./testing/releasing";
import { session } from "./testing/session";

const MINUTE = 60_000;
const now = 100 * MINUTE;
const activity = { checkedAt: now, lastAt: now - 42 * MINUTE };
const protection = { until: now + 1, reason: "a demo", by: "ada" };

type Counts = { idle?: number; releasing?: number; kept?: number; busy?: number; unchecked?: number };

function fleet(counts: Counts): FleetSummary {
  const make = (count = 0, part = {}) =>
    Array.from({ length: count }, (_, index) => session(`${index}`, { keepAlive: true, activity, ...part }));
  return summarizeSessions(
    [
      ...make(counts.idle),
      ...make(counts.releasing, { release: RELEASING, protection }),
      ...make(counts.kept, { protection }),
      ...make(counts.busy, { activity: { checkedAt: now, lastAt: now - MINUTE } }),
      ...make(counts.unchecked, { activity: undefined }),
    ],
    now,
  );
}

const cases: [title: string, counts: Counts, headline: string, note: string][] = [
  ["only idle ones", { idle: 3, busy: 1 }, "3 keepAlive sessions are idle", ""],
  ["one that is protected beside them", { idle: 1, kept: 1 }, "1 keepAlive session is idle", "1 more is protected."],
  [
    "some on their way out beside them",
    { idle: 2, releasing: 3, kept: 2 },
    "2 keepAlive sessions are idle",
    "3 more are being released. 2 more are protected.",
  ],
  [
    "none but those on their way out",
    { releasing: 3, kept: 1 },
    "3 idle sessions are being released",
    "Their slots are free once they have ended. 1 more is protected.",
  ],
  [
    "none but one on its way out",
    { releasing: 1 },
    "1 idle session is being released",
    "Its slot is free once it has ended.",
  ],
  ["none but one that is protected", { kept: 1 }, "Nothing to release", "The 1 idle session is protected."],
  [
    "none but one in use",
    { busy: 1 },
    "Nothing idle to release",
    "The only keepAlive session is not idle yet: that takes 10 minutes without use.",
  ],
  [
    "none but one of which nobody knows",
    { unchecked: 1 },
    "Nothing idle to release",
    "It is not known yet how idle the only keepAlive session is.",
  ],
  [
    "some of which nobody knows",
    { busy: 1, unchecked: 2 },
    "Nothing idle to release",
    "It is not known yet how idle 2 of 3 keepAlive sessions are.",
  ],
  ["none at all", { busy: 4 }, "Nothing idle to release", "None of 4 keepAlive sessions has been idle for 10 minutes."],
];
for (const [title, counts, headline, note] of cases) {
  test(`of a fleet with ${title} it says no more than the rows show`, () => {
    expect(describeIdleFleet(fleet(counts))).toEqual({ headline, note });
  });
}
