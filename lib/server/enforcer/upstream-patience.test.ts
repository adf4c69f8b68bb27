import { expect, test } from "@playwright/test";
import { AppError } from "@/lib/server/errors";
import { UpstreamPatience } from "./upstream-patience";

const busy = (retryAfterSeconds?: number) => new AppError("rate_limited", "Slow down.", { retryAfterSeconds });
const broken = new AppError("upstream_unavailable", "A problem of its own.");

/** On a clock of the test's, and without any spread. */
function patience() {
  const clock = { now: 0 };
  const patient = new UpstreamPatience({ now: () => clock.now, random: () => 0.5 });
  /** For how long it holds after this, which then is over. */
  const heldAfter = (...heard: Parameters<UpstreamPatience["hear"]>) => {
    patient.hear(...heard);
    const heldMs = patient.heldMs();
    clock.now += heldMs;
    return heldMs;
  };
  return { patient, heldAfter };
}

test("each 429 in a row doubles the pause, up to half a minute, and a success of the same kind ends that", () => {
  const { heldAfter } = patience();
  const pauses = Array.from({ length: 8 }, () => heldAfter("release", busy()));
  expect(pauses).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
  expect(heldAfter("release")).toBe(0);
  expect(heldAfter("release", busy())).toBe(500);
});

test("looks at sessions that succeed in between do not end what requests to release them have met with", () => {
  const { heldAfter } = patience();
  const pauses = [1, 2, 3].map(() => {
    heldAfter("retrieve");
    heldAfter("read-log");
    return heldAfter("release", busy());
  });
  expect(pauses).toEqual([500, 1_000, 2_000]);
});

test("several that were under way at once and were refused count as one", () => {
  const { patient, heldAfter } = patience();
  for (let request = 0; request < 4; request += 1) patient.hear("release", busy());
  expect(patient.heldMs()).toBe(500);
  patient.hear("read-log", busy());
  expect(heldAfter("read-log", busy())).toBe(500);
  expect(heldAfter("release", busy())).toBe(1_000);
});

test("it holds for as long as upstream asks, but not for any amount", () => {
  const { heldAfter } = patience();
  expect(heldAfter("release", busy(2))).toBe(2_100);
  expect(heldAfter("release", busy(3_600))).toBe(315_000);
});

test("three that fail in a row say nothing of the others, from the fourth on all wait, and any success ends that", () => {
  const { heldAfter } = patience();
  const pauses = Array.from({ length: 3 }, () => [heldAfter("retrieve", broken), heldAfter("release", broken)]);
  expect(pauses.flat()).toEqual([0, 0, 0, 500, 1_000, 2_000]);
  expect(heldAfter("retrieve")).toBe(0);
  expect(heldAfter("release", broken)).toBe(0);
});

test("what upstream refuses for good holds nothing", () => {
  const { heldAfter } = patience();
  expect(heldAfter("release", new AppError("upstream_refused", "Not yours."))).toBe(0);
});
