import { ACTIVE_WITHIN_MS, idleness } from "./activity";
import { formatAge } from "./duration";
import type { Session } from "./session";

export type IdlenessText = {
  /** `idle 14 min`, `active now`, `watched`, `not known`. */
  state: string;
  /** `proven · last CDP command 10:42 · checked 20 s ago`. */
  evidence: string;
};

/**
 * @param now epoch milliseconds on upstream's clock
 * @param clock tells an instant as the reader's time of day
 */
export function describeIdleness(session: Session, now: number, clock: (instant: number) => string): IdlenessText {
  const known = idleness(session, now);
  switch (known.state) {
    case "unknown":
      return session.keepAlive
        ? { state: "not known", evidence: known.reason }
        : { state: "not kept alive", evidence: "ends with its client · its log is not read" };
    case "watched":
      return { state: "watched", evidence: "its live view is open" };
    case "active": {
      if (!known.hasLog)
        return { state: "just started", evidence: `no command yet · ${checked(known.checkedAt, now)}` };
      const isNow = now - known.lastAt < ACTIVE_WITHIN_MS;
      const evidence = `last command ${formatSecondsAgo(now - known.lastAt)} · ${checked(known.checkedAt, now)}`;
      return { state: isNow ? "active now" : `active ${formatSecondsAgo(now - known.lastAt)}`, evidence };
    }
    case "idle": {
      const last = known.hasLog ? `last CDP command ${clock(known.since)}` : "its log is empty";
      const evidence = [known.confidence, last, checked(known.checkedAt, now)].join(" · ");
      return { state: `idle ${formatAge(known.idleForMs / 1000)}`, evidence };
    }
    default:
      throw new Error(`unknown state ${known satisfies never}`);
  }
}

function checked(checkedAt: number, now: number): string {
  return `checked ${formatSecondsAgo(now - checkedAt)}`;
}

/** In steps of five seconds, so that a list of these need not be drawn every second. */
const STEP_SECONDS = 5;

/** `just now`, `20 s ago`, `3 min ago`. */
export function formatSecondsAgo(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000 / STEP_SECONDS) * STEP_SECONDS;
  return seconds < STEP_SECONDS ? "just now" : `${formatAge(seconds)} ago`;
}
