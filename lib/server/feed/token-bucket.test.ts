import { expect, test } from "@playwright/test";
import fc from "fast-check";
import { TokenBucket } from "./token-bucket";

const MINUTE = 60_000;

test("a burst is allowed after a rest, and then one by one", () => {
  const bucket = new TokenBucket({ perMinute: 60, burst: 10 });
  expect(bucket.take(10, 0)).toBe(true);
  expect(bucket.take(1, 0)).toBe(false);
  const wait = bucket.waitMs(1, 0);
  expect(wait).toBe(1_200);
  expect(bucket.take(1, wait - 1)).toBe(false);
  expect(bucket.take(1, wait)).toBe(true);
});

test("no minute sees more than allowed, however the requests come", () => {
  fc.assert(
    fc.property(fc.array(fc.record({ after: fc.nat(3_000), requests: fc.integer({ min: 1, max: 3 }) })), (asks) => {
      const bucket = new TokenBucket({ perMinute: 45, burst: 6 });
      const taken: number[] = [];
      let now = 0;
      for (const { after, requests } of asks) {
        now += after;
        if (bucket.take(requests, now)) taken.push(...Array<number>(requests).fill(now));
      }
      for (const start of taken) {
        expect(taken.filter((at) => at >= start && at < start + MINUTE).length).toBeLessThanOrEqual(45);
      }
    }),
  );
});
