import { expect, test } from "@playwright/test";
import { countdown, formatClock } from "./countdown";

const startedAt = 1_000_000;
const session = { status: "RUNNING" as const, startedAt, expiresAt: startedAt + 3_600_000 };

const cases = [
  { title: "at the start shows the whole timeout", msLeft: 3_600_000, text: "1:00:00", urgency: "calm" },
  { title: "under an hour drops the hours", msLeft: 3_599_000, text: "59:59", urgency: "calm" },
  { title: "one millisecond before warning is calm", msLeft: 300_001, text: "5:01", urgency: "calm" },
  { title: "at five minutes warns", msLeft: 300_000, text: "5:00", urgency: "warning" },
  { title: "one millisecond before critical warns", msLeft: 60_001, text: "1:01", urgency: "warning" },
  { title: "at one minute is critical", msLeft: 60_000, text: "1:00", urgency: "critical" },
  { title: "keeps 0:01 until the very end", msLeft: 1, text: "0:01", urgency: "critical" },
  { title: "at zero asks and does not claim", msLeft: 0, text: "Ending…", urgency: "ending" },
  { title: "after zero still waits for upstream", msLeft: -90_000, text: "Ending…", urgency: "ending" },
];

for (const { title, msLeft, text, urgency } of cases) {
  test(`a countdown ${title}`, () => {
    expect(countdown(session, session.expiresAt - msLeft)).toMatchObject({ text, urgency });
  });
}

test("a status that is over wins over the clock", () => {
  expect(countdown({ ...session, status: "COMPLETED" }, startedAt)).toMatchObject({ text: "Ended", secondsLeft: 0 });
});

test("the fuse burns from one to zero and never beyond", () => {
  const fractionAt = (now: number) => countdown(session, now).fractionLeft;
  expect(fractionAt(startedAt - 5000)).toBe(1);
  expect(fractionAt(startedAt)).toBe(1);
  expect(fractionAt(startedAt + 1_800_000)).toBe(0.5);
  expect(fractionAt(session.expiresAt + 5000)).toBe(0);
});

test("a countdown drawn on whole seconds loses exactly one a tick, whatever the session's fraction", () => {
  for (const fraction of [0, 1, 499, 500, 999]) {
    const odd = { ...session, expiresAt: session.expiresAt + fraction };
    const seconds = Array.from({ length: 100 }, (_, tick) => countdown(odd, startedAt + tick * 1000).secondsLeft);
    expect(seconds.slice(1).every((value, index) => value === (seconds[index] ?? Number.NaN) - 1)).toBe(true);
  }
});

test("a clock pads minutes only behind hours", () => {
  expect([0, 9, 65, 600, 3600, 21_600].map(formatClock)).toEqual([
    "0:00",
    "0:09",
    "1:05",
    "10:00",
    "1:00:00",
    "6:00:00",
  ]);
});
