import { expect, test } from "@playwright/test";
import { HttpError } from "../http/http-error";
import { FakeClock } from "../testing/fake-clock";
import { CreationRate } from "./creation-rate";

function retryAfter(rate: CreationRate): string | undefined {
  try {
    rate.check();
    return undefined;
  } catch (error) {
    if (error instanceof HttpError) return error.headers["retry-after"];
    throw error;
  }
}

test("so many creations fit into any minute, and each frees its place a minute later", () => {
  const clock = new FakeClock();
  const rate = new CreationRate(2, clock);
  rate.check();
  rate.count();
  clock.advance(20_000);
  rate.check();
  rate.count();
  expect(retryAfter(rate)).toBe("40");
  clock.advance(39_999);
  expect(retryAfter(rate)).toBe("1");
  clock.advance(1);
  rate.check();
  rate.count();
  expect(retryAfter(rate)).toBe("20");
});

test("without a limit nothing is refused", () => {
  const rate = new CreationRate(undefined, new FakeClock());
  for (let count = 0; count < 1_000; count++) {
    rate.check();
    rate.count();
  }
});

test("a clock that is set back holds nobody up", () => {
  const clock = new FakeClock();
  const rate = new CreationRate(1, clock);
  rate.count();
  clock.jump(-3_600_000);
  rate.check();
});
