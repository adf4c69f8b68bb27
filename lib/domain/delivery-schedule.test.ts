import { expect, test } from "@playwright/test";
import { MAX_DELIVERY_ATTEMPTS, nextAttemptDelayMs } from "./delivery-schedule";

const DAY_MS = 24 * 3_600_000;

test("what fails is tried again after seconds, then minutes, then hours, and given up within a day", () => {
  const delays = Array.from({ length: MAX_DELIVERY_ATTEMPTS }, (_, index) =>
    nextAttemptDelayMs(index + 1, { random: 0 }),
  );
  expect(delays).toEqual([5_000, 300_000, 1_800_000, 7_200_000, 18_000_000, 36_000_000, undefined]);
  const latest = Array.from({ length: MAX_DELIVERY_ATTEMPTS - 1 }, (_, index) =>
    nextAttemptDelayMs(index + 1, { random: 1 }),
  );
  expect(latest.reduce((sum: number, delay) => sum + (delay ?? 0), 0)).toBeLessThan(DAY_MS);
});

test("a receiver that asks for patience gets it, within a day", () => {
  expect(nextAttemptDelayMs(1, { random: 0, retryAfterSeconds: 60 })).toBe(60_000);
  expect(nextAttemptDelayMs(2, { random: 0, retryAfterSeconds: 60 })).toBe(300_000);
  expect(nextAttemptDelayMs(1, { random: 0, retryAfterSeconds: 1e9 })).toBe(DAY_MS);
});
