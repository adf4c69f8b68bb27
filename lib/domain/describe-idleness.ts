import { type Idleness, idleness } from "./activity";
import { formatAge } from "./duration";
import { isLive, type Session } from "./session";

/** What came so lately goes on, as far as anybody can see. */
const NOW_MS = 10_000;

type Idle = Extract<Idleness, { state: "idle" }>;

export type IdlenessText = {
  /** `idle 14 min`, `active now`, `active 20 s ago`, `watched`, `not known`, `left upstream's list`. */
  state: string;
  /** `proven · last command 10:42 · checked 20 s ago`. */
  evidence: string;
};

/**
 * @param now epoch milliseconds on upstream's clock
 * @param clock tells an instant as the reader's time of day
 */
export function describeIdleness(session: Session, now: number, clock: (instant: number) => string): IdlenessText {
  if (isLive(session) && session.missingSince !== undefined)
    return { state: "left upstream's list", evidence: "asking upstream whether it ended" };
  const known = idleness(session, now);
  switch (known.state) {
    case "unknown":
      return session.keepAlive
        ? { state: "not known", evidence: known.reason }
        : { state: "not kept alive", evidence: "ends with its client · its log is not read" };
    case "watched":
      return { state: "watched", evidence: "its live view is open" };
    case "active": {
      if (!known.hasLog && !known.wasWatched)
        return { state: "just started", evidence: `no command yet · ${checked(known.checkedAt, now)}` };
      const last = known.wasWatched ? "live view closed" : "last command";
      const ago = formatSecondsAgo(now - known.lastAt);
      const evidence = `${last} ${ago} · ${checked(known.checkedAt, now)}`;
      return { state: now - known.lastAt < NOW_MS ? "active now" : `active ${ago}`, evidence };
    }
    case "idle": {
      const evidence = [known.confidence, describeLast(known, clock), checked(known.checkedAt, now)].join(" · ");
      return { state: `idle ${formatAge(known.idleForMs / 1000)}`, evidence };
    }
    default:
      throw new Error(`unknown state ${known satisfies never}`);
  }
}

function describeLast({ since, hasLog, wasWatched }: Idle, clock: (instant: number) => string): string {
  if (wasWatched) return `live view closed ${clock(since)}`;
  return hasLog ? `last command ${clock(since)}` : "its log is empty";
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
