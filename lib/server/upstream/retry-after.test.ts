import { expect, test } from "@playwright/test";
import { retryAfterSeconds } from "./retry-after";

const NOW = Date.UTC(2026, 10, 24, 10, 0, 0);
const headers: [header: string | null, seconds: number | undefined][] = [
  ["45", 45],
  ["0", 0],
  ["1.2", 2],
  ["Tue, 24 Nov 2026 10:00:30 GMT", 30],
  ["Tue, 24 Nov 2026 09:59:00 GMT", 0],
  ["soon", undefined],
  ["", undefined],
  [null, undefined],
];
for (const [header, seconds] of headers) {
  test(`Retry-After ${header} is ${seconds} seconds`, () => {
    expect(retryAfterSeconds(header, NOW)).toBe(seconds);
  });
}
