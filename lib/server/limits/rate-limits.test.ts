import { expect, test } from "@playwright/test";
import { createRateLimits } from "./rate-limits";

const refused = expect.objectContaining({ code: "rate_limited", retryAfterSeconds: expect.any(Number) });

test("a person may ask so often a minute, and change a fifth of that", async () => {
  const limits = createRateLimits({ requestsPerMinute: 10 });
  for (let count = 0; count < 10; count++) await limits.takeForPerson("ann", "read");
  await expect(limits.takeForPerson("ann", "read")).rejects.toEqual(refused);
  for (let count = 0; count < 2; count++) await limits.takeForPerson("ann", "change");
  await expect(limits.takeForPerson("ann", "change")).rejects.toThrow(/^Too many requests: wait \d+ s/);
  await limits.takeForPerson("bob", "read");
});

test("an address may ask as often as five people", async () => {
  const limits = createRateLimits({ requestsPerMinute: 10 });
  for (let count = 0; count < 50; count++) await limits.takeForAddress("192.0.2.7", "read");
  await expect(limits.takeForAddress("192.0.2.7", "read")).rejects.toEqual(refused);
  await limits.takeForAddress("192.0.2.8", "read");
});

test("going through the addresses of one IPv6 connection does not walk around a limit", async () => {
  const limits = createRateLimits({ requestsPerMinute: 1 });
  for (let count = 0; count < 5; count++) await limits.takeForAddress(`2001:db8::${count}`, "read");
  await expect(limits.takeForAddress("2001:db8::beef", "read")).rejects.toEqual(refused);
});
