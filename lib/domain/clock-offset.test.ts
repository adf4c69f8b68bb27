import { expect, test } from "@playwright/test";
import { type ClockOffset, httpDateBounds, narrowClockOffset } from "./clock-offset";

/** An answer from a clock that is `ahead` of ours, stamped in the middle of a round trip of `rtt`. */
function sample(ahead: number, sentAt: number, rtt: number) {
  const stamped = sentAt + rtt / 2 + ahead;
  return { sentAt, receivedAt: sentAt + rtt, earliest: stamped, latest: stamped };
}

const unasked = { sentAt: Number.NEGATIVE_INFINITY };

test("a first answer gives the offset to within half its round trip", () => {
  const offset = narrowClockOffset(undefined, sample(180_000, 0, 200));
  expect(offset).toEqual({ low: 179_900, high: 180_100, value: 180_000 });
});

test("a clock that may agree with ours is taken to agree", () => {
  expect(narrowClockOffset(undefined, { sentAt: 0, receivedAt: 10, earliest: -800, latest: 200 }).value).toBe(0);
});

test("a quick answer narrows what a slow one left open, and a slow one afterwards changes nothing", () => {
  const slow = narrowClockOffset(undefined, sample(-5000, 0, 4000));
  const quick = narrowClockOffset(slow, sample(-5000, 10_000, 20));
  expect(quick.high - quick.low).toBeLessThanOrEqual(20);
  expect(narrowClockOffset(quick, sample(-5000, 20_000, 4000)).value).toBe(quick.value);
});

test("the value in use stays as long as the answers allow it, so that no countdown jitters", () => {
  let offset = narrowClockOffset(undefined, sample(1000, 0, 400));
  const first = offset.value;
  for (let second = 1; second < 600; second++) {
    offset = narrowClockOffset(offset, sample(1000, second * 1000, 50 + (second % 7) * 90));
  }
  expect(offset.value).toBe(first);
});

test("a clock that was set is followed at once", () => {
  const before = narrowClockOffset(undefined, sample(0, 0, 20));
  expect(narrowClockOffset(before, sample(60_000, 1000, 20)).value).toBe(60_000);
});

test("what came unasked, however late, does not move a value that an answer gave", () => {
  let offset = narrowClockOffset(undefined, sample(5000, 0, 200));
  for (const lateMs of [10, 2000, 60_000, 0]) {
    const now = offset.value + 100_000;
    offset = narrowClockOffset(offset, { ...unasked, receivedAt: 100_000 + lateMs, earliest: now, latest: now });
  }
  expect(offset.value).toBe(5000);
});

test("what came unasked from the future means that a clock was set, or ours stood still, and came at once", () => {
  const before = narrowClockOffset(undefined, sample(0, 0, 200));
  const after = narrowClockOffset(before, { ...unasked, receivedAt: 1000, earliest: 3_601_000, latest: 3_601_000 });
  expect(after.value).toBe(3_600_000);
  expect(narrowClockOffset(after, sample(3_600_000, 2000, 200)).high).toBeLessThanOrEqual(3_600_100);
});

test("a Date header that is cut to the second comes within 50 ms of the truth after a minute of answers", () => {
  const ahead = 12_345;
  let offset: ClockOffset | undefined;
  for (let sentAt = 0; sentAt < 60_000; sentAt += 1037) {
    const header = new Date(Math.floor((sentAt + 5 + ahead) / 1000) * 1000).toUTCString();
    const bounds = httpDateBounds(header);
    if (bounds) offset = narrowClockOffset(offset, { sentAt, receivedAt: sentAt + 10, ...bounds });
  }
  expect(Math.abs((offset?.low ?? 0) - ahead)).toBeLessThan(100);
  expect(Math.abs((offset?.high ?? 0) - ahead)).toBeLessThan(100);
});

test("a missing or unreadable Date header is no sample", () => {
  expect(httpDateBounds(null)).toBeUndefined();
  expect(httpDateBounds("yesterday")).toBeUndefined();
});
