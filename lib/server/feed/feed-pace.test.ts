import { expect, test } from "@playwright/test";
import { BROWSERBASE_PACE, ENGINE_PACE, withWishes } from "./feed-pace";

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
