import { expect, test } from "@playwright/test";
import type { Session } from "@/lib/domain/session";
import { checkUrgency, mostUrgent } from "./activity-order";
import { session } from "./testing/session";

const NOW = 3_600_000;
const EVERY_MS = 60_000;

const urgencyOf = (candidate: Session) => checkUrgency(candidate, NOW, EVERY_MS);
const checked = (agoMs: number, silentMs: number) => ({ checkedAt: NOW - agoMs, lastAt: NOW - agoMs - silentMs });
const active = (agoMs: number) => session({ id: `active ${agoMs}`, activity: checked(agoMs, 0) });
const silent = (agoMs: number) => session({ id: `silent ${agoMs}`, activity: checked(agoMs, 60_000) });
const never = (ageMs: number) => session({ id: `never ${ageMs}`, startedAt: NOW - ageMs });

const never0: [what: string, candidate: Session][] = [
  ["without keepAlive", session({ keepAlive: false })],
  ["that is only starting", session({ status: "PENDING" })],
  ["that has ended", session({ status: "COMPLETED" })],
  ["read one ms less than a minute ago", silent(EVERY_MS - 1)],
];
for (const [what, candidate] of never0) {
  test(`the log of a session ${what} is not read`, () => expect(urgencyOf(candidate)).toBe(0));
}

const firsts: [candidates: Session[], first: string][] = [
  [[active(EVERY_MS), active(EVERY_MS + 1)], `active ${EVERY_MS + 1}`],
  [[active(EVERY_MS + 1), silent(EVERY_MS)], `silent ${EVERY_MS}`],
  [[active(2 * EVERY_MS + 1), silent(EVERY_MS)], `active ${2 * EVERY_MS + 1}`],
  [[silent(10 * EVERY_MS), never(6 * EVERY_MS)], `never ${6 * EVERY_MS}`],
  [[silent(10 * EVERY_MS), never(EVERY_MS)], `silent ${10 * EVERY_MS}`],
  [[never(1_000), never(2_000)], "never 2000"],
];
for (const [candidates, first] of firsts) {
  test(`of ${candidates.map(({ id }) => id).join(" and ")} comes first ${first}`, () => {
    expect(mostUrgent(candidates, urgencyOf)?.id).toBe(first);
    expect(mostUrgent([...candidates].reverse(), urgencyOf)?.id).toBe(first);
  });
}

test("a session that was just started is looked at soon, and nothing is when nothing is due", () => {
  expect(mostUrgent([never(0)], urgencyOf)?.id).toBe("never 0");
  expect(mostUrgent([active(0), silent(0)], urgencyOf)).toBeUndefined();
});
