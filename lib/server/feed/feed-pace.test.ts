import { expect, test } from "@playwright/test";
import { BROWSERBASE_PACE, ENGINE_PACE, nextAskDelayMs, withWishes } from "./feed-pace";

test("without a wish the pace is upstream's own", () => {
  expect(withWishes(ENGINE_PACE, {})).toEqual(ENGINE_PACE);
});

test("a wish for fewer requests or another interval is followed", () => {
  const pace = withWishes(BROWSERBASE_PACE, { requestsPerMinute: 30, intervalSeconds: 0.5 });
  expect(pace).toEqual({ ...BROWSERBASE_PACE, requestsPerMinute: 30, busyMs: 500 });
});

test("quiet times are never looked at more often than busy ones", () => {
  expect(withWishes(ENGINE_PACE, { intervalSeconds: 4 })).toMatchObject({ busyMs: 4_000, quietMs: 4_000 });
});

for (const [what, failuresInRow, meanMs] of [
  ["are a tenth apart", 0, 2_000],
  ["are so after failures too", 3, 16_000],
] as const) {
  test(`servers that ask at the same pace ${what}`, () => {
    const delayMs = (random: number) => nextAskDelayMs(BROWSERBASE_PACE, { failuresInRow, tempo: "busy", random });
    expect([0, 0.5, 1].map(delayMs)).toEqual([0.9 * meanMs, meanMs, 1.1 * meanMs]);
  });
}
