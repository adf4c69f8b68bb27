import { expect, test } from "@playwright/test";
import { formatAge, formatDuration } from "./duration";

for (const [seconds, exact, age] of [
  [-3, "0 s", "0 s"],
  [0, "0 s", "0 s"],
  [59.9, "59 s", "59 s"],
  [60, "1 min", "1 min"],
  [90, "1 min 30 s", "1 min"],
  [900, "15 min", "15 min"],
  [3599, "59 min 59 s", "59 min"],
  [3600, "1 h", "1 h"],
  [4859, "1 h 20 min", "1 h 20 min"],
  [21_600, "6 h", "6 h"],
] as const) {
  test(`${seconds} seconds read "${exact}", as an age "${age}"`, () => {
    expect(formatDuration(seconds)).toBe(exact);
    expect(formatAge(seconds)).toBe(age);
  });
}
