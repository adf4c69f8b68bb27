import { expect, test } from "@playwright/test";
import { reconnectDelayMs } from "./reconnect-delay";

const LATEST = 0.999;

test("a line that worked is opened again when the server asks for, else after a second or two", () => {
  expect(reconnectDelayMs({ failures: 0, retryMs: 400 }, LATEST)).toBe(400);
  expect(reconnectDelayMs({ failures: 0 }, 0)).toBe(1000);
  expect(reconnectDelayMs({ failures: 0 }, LATEST)).toBeLessThanOrEqual(2000);
});

test("each failure doubles the wait, up to a limit", () => {
  const waits = [1, 2, 3, 4, 5, 6, 60].map((failures) => reconnectDelayMs({ failures }, 0));
  expect(waits).toEqual([1000, 2000, 4000, 8000, 15_000, 15_000, 15_000]);
});

test("chance spreads the waits over as long again", () => {
  expect(reconnectDelayMs({ failures: 60 }, LATEST)).toBeGreaterThan(29_000);
  expect(reconnectDelayMs({ failures: 60 }, LATEST)).toBeLessThanOrEqual(30_000);
});

test("Retry-After is honoured when it is longer, and not without end", () => {
  expect(reconnectDelayMs({ failures: 1, retryAfterMs: 60_000 }, 0)).toBe(60_000);
  expect(reconnectDelayMs({ failures: 4, retryAfterMs: 1_000 }, 0)).toBe(8_000);
  expect(reconnectDelayMs({ failures: 1, retryAfterMs: 86_400_000 }, 0)).toBe(300_000);
  expect(reconnectDelayMs({ failures: 0, retryMs: 86_400_000 }, 0)).toBe(300_000);
});
