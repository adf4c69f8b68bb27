import { expect, test } from "@playwright/test";
import { freshness } from "./freshness";

test("a picture is live up to ten seconds, stale after that, and stale at once when a request failed", () => {
  expect(freshness(0, false, 10_000)).toEqual({ state: "live", ageSeconds: 10 });
  expect(freshness(0, false, 10_001)).toEqual({ state: "stale", ageSeconds: 10 });
  expect(freshness(0, true, 1000)).toEqual({ state: "stale", ageSeconds: 1 });
});

test("no picture is neither, and a clock that runs a little behind gives no negative age", () => {
  expect(freshness(null, true, 5000)).toEqual({ state: "none", ageSeconds: 0 });
  expect(freshness(5000, false, 4000)).toEqual({ state: "live", ageSeconds: 0 });
});
