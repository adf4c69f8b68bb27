import { expect, test } from "@playwright/test";
import { heldChanges } from "./held-list";
import type { Session } from "./session";
import { session } from "./testing/session";

const byId = (sessions: readonly Session[]) => new Map(sessions.map((one) => [one.id, one]));

test("a list that stands still tells how many are new and how many have ended, or left the picture, meanwhile", () => {
  const held = [session("a"), session("b"), session("gone"), session("was over", { status: "TIMED_OUT" })];
  const now = [session("a"), session("new"), session("b", { status: "COMPLETED" })];
  expect(heldChanges(held, now, byId(now))).toEqual({ added: 1, ended: 2 });
  expect(heldChanges(held, held, byId(held))).toEqual({ added: 0, ended: 0 });
});

test("one that only left the filter has not ended", () => {
  const held = [session("a", { status: "PENDING" })];
  expect(heldChanges(held, [], byId([session("a")]))).toEqual({ added: 0, ended: 0 });
});
