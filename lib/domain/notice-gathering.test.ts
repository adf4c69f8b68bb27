import { expect, test } from "@playwright/test";
import type { DueNotice, NoticeKind } from "./notice";
import { gatherNotices, NOTHING_GATHERED } from "./notice-gathering";

const SECOND = 1_000;

function due(key: string, kind: NoticeKind = "session.idle"): DueNotice {
  return { kind, onceKey: key, message: key };
}

/** Which wait at each of these instants, when so much is due. */
function waitingAt(steps: readonly [atSeconds: number, untold: DueNotice[]][]): string[][] {
  let gathering = NOTHING_GATHERED;
  return steps.map(([atSeconds, untold]) => {
    gathering = gatherNotices(untold, gathering, atSeconds * SECOND);
    return [...gathering.waiting];
  });
}

test("a notice waits for more of its kind, and each that comes makes all of them wait anew", () => {
  const [a, b] = [due("a"), due("b")];
  expect(
    waitingAt([
      [0, [a]],
      [14, [a, b]],
      [28, [a, b]],
      [29, [a, b]],
    ]),
  ).toEqual([["a"], ["a", "b"], ["a", "b"], []]);
});

test("where more come all the time, none waits for longer than five minutes", () => {
  const steps = Array.from({ length: 31 }, (_, index): [number, DueNotice[]] => [
    index * 10,
    Array.from({ length: index + 1 }, (_, number) => due(`s${number}`)),
  ]);
  const waiting = waitingAt(steps);
  expect(waiting.at(-2)).toHaveLength(30);
  expect(waiting.at(-1)).toEqual([]);
});

test("kinds wait apart, the shorter when there is less time, and others not at all", () => {
  const all = [due("idle"), due("timing-out", "session.timing-out"), due("slots", "slots.nearly-full")];
  expect(
    waitingAt([
      [0, all],
      [4, all],
    ]),
  ).toEqual([["idle", "timing-out"], ["idle"]]);
});

test("what was due no longer in between waits from the start", () => {
  expect(
    waitingAt([
      [0, [due("a")]],
      [10, []],
      [20, [due("a")]],
    ])[2],
  ).toEqual(["a"]);
});
