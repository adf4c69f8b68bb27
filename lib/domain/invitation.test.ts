import { expect, test } from "@playwright/test";
import { formatTimeLeft, invitationExpiry } from "./invitation";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

for (const [ms, text] of [
  [-1, "less than a minute"],
  [MINUTE - 1, "less than a minute"],
  [MINUTE, "1 min"],
  [HOUR - 1, "59 min"],
  [HOUR, "1 h"],
  [48 * HOUR - 1, "47 h"],
  [48 * HOUR, "2 days"],
  [7 * 24 * HOUR, "7 days"],
] as const) {
  test(`${ms} ms are told as ${text}`, () => expect(formatTimeLeft(ms)).toBe(text));
}

test("a link works for seven days", () => expect(invitationExpiry(1000)).toBe(1000 + 7 * 24 * HOUR));
