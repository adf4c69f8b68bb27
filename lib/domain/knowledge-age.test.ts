import { expect, test } from "@playwright/test";
import { idleThresholdProblem, knowledgeAgeSeconds } from "./knowledge-age";

test("with 120 sessions and 12 looks a minute, what is known is ten minutes old at most", () => {
  expect(knowledgeAgeSeconds(120, 12)).toBe(600);
});

test("an idle threshold is refused that is no more than that, with the numbers", () => {
  const limits = { keepAliveSessions: 120, logChecksPerMinute: 12 };
  expect(idleThresholdProblem(601, limits)).toBeUndefined();
  expect(idleThresholdProblem(600, limits)).toBe(
    "must be more than 10 min: 120 keepAlive sessions at 12 log checks a minute are looked at every 10 min, and what happened in between is not known",
  );
});
