import { isLive, type Session } from "./session";

const WARNING_BELOW_MS = 5 * 60_000;
const CRITICAL_BELOW_MS = 60_000;

/** `ending`: the clock ran out and upstream has not confirmed the end. The clock asks; only a status claims. */
export type Urgency = "calm" | "warning" | "critical" | "ending" | "ended";

export type Countdown = {
  urgency: Urgency;
  /** `M:SS`, from an hour on `H:MM:SS`; `Ending…` at zero; `Ended` afterwards. */
  text: string;
  /** Whole seconds left, never negative. */
  secondsLeft: number;
  /** Share of the whole timeout that is left, 0 to 1: the length of the fuse. */
  fractionLeft: number;
};

/** @param now epoch milliseconds on upstream's clock */
export function countdown(session: Pick<Session, "status" | "startedAt" | "expiresAt">, now: number): Countdown {
  if (!isLive(session)) return { urgency: "ended", text: "Ended", secondsLeft: 0, fractionLeft: 0 };
  const msLeft = session.expiresAt - now;
  const wholeMs = Math.max(1, session.expiresAt - session.startedAt);
  // Rounded up, so that 0:01 stays until the very end and 0:00 never stands for a session with time left.
  const secondsLeft = Math.max(0, Math.ceil(msLeft / 1000));
  return {
    urgency: urgencyOf(msLeft),
    text: secondsLeft === 0 ? "Ending…" : formatClock(secondsLeft),
    secondsLeft,
    fractionLeft: Math.min(1, Math.max(0, msLeft / wholeMs)),
  };
}

/** `M:SS`, or `H:MM:SS` from an hour on. */
export function formatClock(totalSeconds: number): string {
  const hours = Math.floor(totalSeconds / 3600);
  const minutes = Math.floor((totalSeconds % 3600) / 60);
  const seconds = String(totalSeconds % 60).padStart(2, "0");
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, "0")}:${seconds}` : `${minutes}:${seconds}`;
}

function urgencyOf(msLeft: number): Urgency {
  if (msLeft <= 0) return "ending";
  if (msLeft <= CRITICAL_BELOW_MS) return "critical";
  return msLeft <= WARNING_BELOW_MS ? "warning" : "calm";
}
