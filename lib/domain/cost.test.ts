import { expect, test } from "@playwright/test";
import { costOf, formatHours, formatUsd, minutesLeft, minutesSoFar } from "./cost";
import { session } from "./testing/session";

const MINUTE = 60_000;

const soFar: [what: string, ms: number, minutes: number][] = [
  ["just now", 0, 1],
  ["one ms before a minute is over", MINUTE - 1, 1],
  ["a minute", MINUTE, 1],
  ["one ms more", MINUTE + 1, 2],
  ["in the future, by its clock", -MINUTE, 1],
];
for (const [what, ms, minutes] of soFar) {
  test(`a session that started ${what} is billed ${minutes} min`, () => {
    expect(minutesSoFar({ startedAt: 0 }, ms)).toBe(minutes);
  });
}

test("an ended session costs no more as time goes by", () => {
  expect(minutesSoFar({ startedAt: 0, endedAt: 3 * MINUTE }, 60 * MINUTE)).toBe(3);
});

const left: [what: string, part: Parameters<typeof session>[1], now: number, minutes: number][] = [
  ["just started", {}, 0, 14],
  ["has begun its last minute", {}, 14 * MINUTE + 1, 0],
  ["is one ms before its last minute", {}, 14 * MINUTE, 1],
  ["is past its timeout and still runs", {}, 16 * MINUTE, 0],
  ["has ended", { status: "COMPLETED", endedAt: MINUTE }, MINUTE, 0],
];
for (const [what, part, now, minutes] of left) {
  test(`a session of 15 min that ${what} will burn ${minutes} min`, () => {
    expect(minutesLeft(session("a", part), now)).toBe(minutes);
  });
}

test("so far and left are together what it costs in the end", () => {
  for (const now of [0, 1, MINUTE, MINUTE + 1, 7.5 * MINUTE, 15 * MINUTE]) {
    expect(minutesSoFar(session("a"), now) + minutesLeft(session("a"), now)).toBe(15);
  }
});

const money: [usd: number, text: string][] = [
  [0, "$0.00"],
  [0.0049, "$0.00"],
  [0.005, "$0.01"],
  [costOf(13.2 * 60, 0.12), "$1.58"],
  [1234.5, "$1,234.50"],
];
for (const [usd, text] of money) test(`${usd} is ${text}`, () => expect(formatUsd(usd)).toBe(text));

const hours: [minutes: number, text: string][] = [
  [0, "0 min"],
  [59, "59 min"],
  [60, "1.0 h"],
  [792, "13.2 h"],
];
for (const [minutes, text] of hours) {
  test(`${minutes} minutes are ${text}`, () => expect(formatHours(minutes)).toBe(text));
}
