import { expect, test } from "@playwright/test";
import { resolveTimeout } from "./timeout";

test("a session's own timeout wins over Keepwatch's default, and that over the project's", () => {
  expect(resolveTimeout(120, 900)).toBe(120);
  expect(resolveTimeout(undefined, 900)).toBe(900);
  expect(resolveTimeout(undefined, null)).toBeUndefined();
});
