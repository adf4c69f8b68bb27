import { expect, test } from "@playwright/test";
import { isValidTimeout, resolveTimeout } from "./timeout";

for (const [seconds, valid] of [
  [59, false],
  [60, true],
  [21_600, true],
  [21_601, false],
  [90.5, false],
  [Number.NaN, false],
] as const) {
  test(`a timeout of ${seconds} seconds is ${valid ? "allowed" : "refused"}`, () => {
    expect(isValidTimeout(seconds)).toBe(valid);
  });
}

test("a session's own timeout wins over Keepwatch's default, and that over the project's", () => {
  expect(resolveTimeout(120, 900)).toEqual({ source: "session", seconds: 120 });
  expect(resolveTimeout(undefined, 900)).toEqual({ source: "keepwatch", seconds: 900 });
  expect(resolveTimeout(undefined, null)).toEqual({ source: "project", seconds: undefined });
});
