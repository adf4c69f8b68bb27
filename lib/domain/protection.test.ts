import { expect, test } from "@playwright/test";
import { isProtected } from "./protection";

const protection = { until: 1_000, reason: "a demo", by: "ada@example.com" };

test("a protection holds until its time, and lapses then by itself", () => {
  expect([999, 1_000, 1_001].map((now) => isProtected({ protection }, now))).toEqual([true, false, false]);
  expect(isProtected({}, 0)).toBe(false);
});
