import { expect, test } from "@playwright/test";
import { EMPTY_SNAPSHOT, type Snapshot } from "@/lib/api/snapshot";
import type { Session } from "@/lib/domain/session";
import { session } from "@/lib/domain/testing/session";
import { pausedPicture } from "./paused-snapshot";

function snapshot(...sessions: Session[]): Snapshot {
  return { ...EMPTY_SNAPSHOT, asOf: 0, sessions };
}

test("a paused picture is the very same one, whatever comes, as long as its viewer does nothing", () => {
  const paused = { snapshot: snapshot(session("a")), followedIds: [] };
  expect(pausedPicture(paused, snapshot(session("b")))).toBe(paused.snapshot);
});

test("what its viewer released or created is shown as it is, and nothing else", () => {
  const paused = { snapshot: snapshot(session("a"), session("b")), followedIds: ["b", "mine"] };
  const live = snapshot(session("b", { status: "COMPLETED" }), session("mine"), session("theirs"));
  const { sessions } = pausedPicture(paused, live);
  expect(sessions.map(({ id, status }) => `${id} ${status}`)).toEqual(["a RUNNING", "b COMPLETED", "mine RUNNING"]);
});
