import type { SessionRelease } from "../release";

/** A release that upstream accepted, and that has not come true yet. */
export const RELEASING: SessionRelease = {
  id: "r",
  state: "verifying",
  by: { kind: "person", id: "ada", name: "ada@example.com" },
  dueAt: 0,
};
