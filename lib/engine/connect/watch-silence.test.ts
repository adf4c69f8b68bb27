import { expect, test } from "@playwright/test";
import { FakeClock } from "../testing/fake-clock";
import { watchSilence } from "./watch-silence";

const LIMIT_MS = 600_000;

test("silence is told once it has lasted, counted from what was heard last", () => {
  const clock = new FakeClock();
  let told = 0;
  const watch = watchSilence(clock, LIMIT_MS, () => told++);
  clock.advance(LIMIT_MS - 1);
  watch.heard();
  clock.advance(LIMIT_MS - 1);
  expect(told).toBe(0);
  clock.advance(1);
  expect(told).toBe(1);
  clock.advance(10 * LIMIT_MS);
  expect(told).toBe(1);
});

test("a watch that was stopped tells nothing", () => {
  const clock = new FakeClock();
  const watch = watchSilence(clock, LIMIT_MS, () => {
    throw new Error("told");
  });
  watch.heard();
  watch.stop();
  clock.advance(10 * LIMIT_MS);
});
