import { expect, test } from "@playwright/test";
import { createBoundedLimiter } from "./bounded-limiter";

test("beyond its keys it forgets the one that was not used for longest", async () => {
  const limiter = createBoundedLimiter({ points: 1, windowSeconds: 60, maxKeys: 2 });
  await limiter.take("a");
  await limiter.take("b");
  expect(await limiter.take("a")).toBeGreaterThan(0);
  await limiter.take("c");
  expect(await limiter.take("a")).toBeGreaterThan(0);
  expect(await limiter.take("b")).toBeUndefined();
});

test("a window ends by itself", async () => {
  const limiter = createBoundedLimiter({ points: 1, windowSeconds: 0.5 });
  await limiter.take("a");
  expect(await limiter.take("a")).toBe(1);
  await expect.poll(() => limiter.take("a")).toBeUndefined();
});

test("a refund of what was never taken gives nothing", async () => {
  const limiter = createBoundedLimiter({ points: 1, windowSeconds: 60 });
  await limiter.refund("a");
  await limiter.take("a");
  expect(await limiter.take("a")).toBeGreaterThan(0);
});
