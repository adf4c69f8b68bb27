import type { Clock } from "./clock";

/** How late it may be after the machine slept or its clock was set: timers know of neither. */
const LOOK_EVERY_MS = 30_000;

/** Runs a function once the clock has reached a time, and never before; the function it returns takes that back. */
export function runAt(clock: Clock, time: number, run: () => void): () => void {
  let takeBack = arm();
  return () => takeBack();

  function arm(): () => void {
    return clock.after(Math.min(time - clock.now(), LOOK_EVERY_MS), look);
  }

  function look(): void {
    if (clock.now() >= time) run();
    else takeBack = arm();
  }
}
