import { isIdle } from "@/lib/domain/activity";
import { countdown, type Urgency } from "@/lib/domain/countdown";
import { formatAge } from "@/lib/domain/duration";
import { isLive, type Session, timeoutSeconds } from "@/lib/domain/session";
import { useTicking } from "@/lib/hooks/use-now";
import { IDLE_FILL } from "./idle-hatch";

type Props = { session: Session; initialNow: number };

/** The time left over a fuse that burns down from the session's whole timeout; hatched when nobody uses it. */
export function CountdownCell({ session, initialNow }: Props) {
  const live = isLive(session);
  return (
    <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-1.5">
      {/* As high as one line: where the timeout does not fit beside the time left, it wraps out of sight. */}
      <div className="flex h-4.5 flex-wrap items-baseline justify-between gap-x-1 overflow-hidden">
        <TimeLeft session={session} initialNow={initialNow} />
        {live ? (
          <span className="whitespace-nowrap text-ink-faint text-small leading-4">
            of {formatAge(timeoutSeconds(session))}
          </span>
        ) : null}
      </div>
      {live ? <Fuse session={session} initialNow={initialNow} /> : null}
    </div>
  );
}

function TimeLeft({ session, initialNow }: Props) {
  const text = useTicking(initialNow, (now) => countdown(session, now).text);
  const urgency = useTicking(initialNow, (now) => countdown(session, now).urgency);
  return (
    <span
      role="timer"
      aria-label="Time left"
      // As wide as `5:59:59`, so that seconds stand under seconds, and minutes under minutes.
      className={`figures min-w-[6.9ch] text-right text-[1.0625rem] leading-none max-sm:text-[1rem] ${TEXT[urgency]}`}
    >
      {text}
    </span>
  );
}

/** Finer steps than half a percent, less than a pixel of it, nobody would see; each of them is painted. */
const FUSE_STEPS = 200;

function Fuse({ session, initialNow }: Props) {
  const steps = useTicking(initialNow, (now) => Math.ceil(countdown(session, now).fractionLeft * FUSE_STEPS));
  const urgency = useTicking(initialNow, (now) => countdown(session, now).urgency);
  const isUnused = useTicking(initialNow, (now) => Number(isIdle(session, now))) === 1;
  return (
    <svg aria-hidden="true" className="h-1 w-full rounded-full bg-track">
      <rect
        width={`${(steps / FUSE_STEPS) * 100}%`}
        height="100%"
        rx="2"
        className={isUnused ? IDLE_FILL : FUSE[urgency]}
      />
    </svg>
  );
}

const TEXT: Record<Urgency, string> = {
  calm: "font-medium text-ink",
  warning: "font-medium text-warning",
  critical: "font-bold text-critical",
  ending: "font-bold text-critical",
  ended: "text-ink-faint",
};

const FUSE: Record<Urgency, string> = {
  calm: "fill-calm",
  warning: "fill-warning",
  critical: "fill-critical",
  ending: "fill-critical",
  ended: "fill-track",
};
