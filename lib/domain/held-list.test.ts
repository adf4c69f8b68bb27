import { expect, test } from "@playwright/test";
import { heldChanges } from "./held-list";
import type { Session } from "./session";
import { session } from "./testing/session";

const byId = (sessions: readonly Session[]) => new Map(sessions.map((one) => [one.id, one]));

test("a list that stands still tells how many are new and how many have ended, or left the picture, meanwhile", () => {
  const held = [session("a"), session("b"), session("gone"), session("was over", { status: "TIMED_OUT" })];
  const now = [session("a"), session("new"), session("b", { status: "COMPLETED" })];
  expect(heldChanges(held, now, byId(now))).toEqual({ added: 1, ended: 2, moved: 0 });
  expect(heldChanges(held, held, byId(held))).toEqual({ added: 0, ended: 0, moved: 0 });
});

test("one that only left the filter has not ended", () => {
  const held = [session("a", { status: "PENDING" })];
  expect(heldChanges(held, [], byId([session("a")]))).toEqual({ added: 0, ended: 0, moved: 0 });
});

for (const { what, now, moved } of [
  { what: "one that comes first", now: "dabc", moved: 1 },
  { what: "one that goes last", now: "bcda", moved: 1 },
  { what: "two that change places", now: "acbd", moved: 1 },
  { what: "all but one in the order turned round", now: "dcba", moved: 3 },
  { what: "one that moves among new ones", now: "xbycaz", moved: 1 },
  { what: "nobody, where one only left the filter", now: "abd", moved: 0 },
]) {
  test(`counts as moved ${what}`, () => {
    const [held, current] = ["abcd", now].map((ids) => [...ids].map((id) => session(id)));
    if (held && current) expect(heldChanges(held, current, byId([...held, ...current])).moved).toBe(moved);
  });
}

test("one that has ended counts as that, wherever it goes", () => {
  const held = [session("a"), session("b"), session("c")];
  const now = [session("b"), session("c"), session("a", { status: "COMPLETED" })];
  expect(heldChanges(held, now, byId(now))).toEqual({ added: 0, ended: 1, moved: 0 });
});
