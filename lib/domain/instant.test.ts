import { expect, test } from "@playwright/test";
import { formatAgo, formatClock, formatInstant } from "./instant";

test("an instant is told in the time zone that is asked for, across its change of clocks", () => {
  const at = Date.UTC(2026, 9, 25, 0, 30, 5);
  expect(formatInstant(at, "UTC")).toEqual({ date: "2026-10-25", time: "00:30:05" });
  expect(formatInstant(at, "Europe/Berlin")).toEqual({ date: "2026-10-25", time: "02:30:05" });
  expect(formatInstant(at + 3_600_000, "Europe/Berlin")).toEqual({ date: "2026-10-25", time: "02:30:05" });
  expect(formatInstant(at, "America/New_York")).toEqual({ date: "2026-10-24", time: "20:30:05" });
  expect(formatClock(at, "America/New_York")).toBe("20:30");
});

const MINUTE = 60_000;
const ages: [milliseconds: number, text: string][] = [
  [-5000, "just now"],
  [MINUTE - 1, "just now"],
  [MINUTE, "1 min ago"],
  [60 * MINUTE - 1, "59 min ago"],
  [60 * MINUTE, "1 h ago"],
  [48 * 60 * MINUTE - 1, "47 h ago"],
  [48 * 60 * MINUTE, "2 d ago"],
];
for (const [milliseconds, text] of ages) {
  test(`${milliseconds} ms back is ${text}`, () => {
    expect(formatAgo(milliseconds)).toBe(text);
  });
}
