import { UNDO_MS } from "./release";

/** Whole seconds until a release is carried out; never more than it waits, however the clocks of page and server differ. */
export function secondsUntil(dueAt: number, now: number): number {
  return Math.max(0, Math.ceil(Math.min(UNDO_MS, dueAt - now) / 1000));
}
