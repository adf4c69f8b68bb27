import { expect, test } from "@playwright/test";
import { idleThresholdProblem } from "./idle-threshold";

const limits = { sessions: 120, checksPerMinute: 12, everySeconds: 60 };

test("an idle threshold is refused that is no more than the age of what is known, with the numbers", () => {
  expect(idleThresholdProblem(601, limits)).toBeUndefined();
  expect(idleThresholdProblem(600, limits)).toBe(
    "must be more than 10 min: 120 keepAlive sessions at 12 log checks a minute are each looked at every 10 min, and what happens in between is not known",
  );
});

test("with few sessions, how often one log is read is what counts", () => {
  expect(idleThresholdProblem(60, { ...limits, sessions: 1 })).toBe(
    "must be more than 1 min: the CDP log of a session is read that often",
  );
});

test("without a request to spare nothing is known", () => {
  expect(idleThresholdProblem(21_600, { ...limits, checksPerMinute: 0 })).toContain("cannot be judged");
});
