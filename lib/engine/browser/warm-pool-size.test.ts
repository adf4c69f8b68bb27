import { expect, test } from "@playwright/test";
import { warmPoolSize } from "./warm-pool-size";

const NOW = 1_000_000;
const GIGABYTE = 1024 ** 3;
const QUIET = {
  setting: "adaptive",
  current: 0,
  freeSlots: 10,
  createdAt: [],
  now: NOW,
  availableBytes: 8 * GIGABYTE,
} as const;

const burst = (count: number, at: number) => Array.from({ length: count }, (_, index) => at + index);

const CASES = [
  ["off is none", { setting: "off", createdAt: burst(3, NOW - 10) }, 0],
  ["a number is so many", { setting: 3 }, 3],
  ["adaptive is one while nobody creates", {}, 1],
  ["adaptive is as many as came at once", { createdAt: burst(4, NOW - 1_000) }, 4],
  ["those that came one by one are not at once", { createdAt: [NOW - 9_000, NOW - 6_000, NOW - 3_000] }, 1],
  ["the largest burst counts, not the latest", { createdAt: [...burst(3, NOW - 60_000), NOW - 1_000] }, 3],
  ["five are the most", { createdAt: burst(20, NOW - 1_000) }, 5],
  ["a burst of five minutes ago is forgotten", { createdAt: burst(4, NOW - 300_004) }, 1],
  ["no more than the limit lets anybody use", { setting: 8, freeSlots: 2 }, 2],
  ["none at the limit", { freeSlots: 0 }, 0],
  ["none more when memory is just enough", { setting: 4, current: 2, availableBytes: GIGABYTE }, 2],
  ["one fewer as soon as it is not", { setting: 4, current: 2, availableBytes: GIGABYTE - 1 }, 1],
  ["none when it is short", { setting: 4, current: 4, availableBytes: GIGABYTE / 8 }, 0],
  ["as many as there is room for", { setting: 4, availableBytes: GIGABYTE * 1.5 }, 2],
] as const;

for (const [what, situation, size] of CASES) {
  test(`${what}: ${size}`, () => {
    expect(warmPoolSize({ ...QUIET, ...situation })).toBe(size);
  });
}
