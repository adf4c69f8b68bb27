import { countdown, type Urgency } from "@/lib/domain/countdown";
import { formatAge } from "@/lib/domain/duration";
import { type Session, timeoutSeconds } from "@/lib/domain/session";
import { useNow } from "@/lib/hooks/use-now";

/** The time left over a fuse that burns down from the session's whole timeout. */
export function CountdownCell({ session, initialNow }: { session: Session; initialNow: number }) {
  const { text, urgency, fractionLeft } = countdown(session, useNow(initialNow));
  return (
    <div className="grid gap-1.5">
      <div className="flex items-baseline justify-between gap-2">
        <span role="timer" aria-label="Time left" className={`figures text-[1.0625rem] leading-none ${TEXT[urgency]}`}>
          {text}
        </span>
        {urgency === "ended" ? null : (
          <span className="whitespace-nowrap text-ink-faint text-small leading-none">
            of {formatAge(timeoutSeconds(session))}
          </span>
        )}
      </div>
      {urgency === "ended" ? null : (
        <svg aria-hidden="true" className="h-1 w-full rounded-full bg-line-strong">
          <rect width={`${(fractionLeft * 100).toFixed(2)}%`} height="100%" rx="2" className={FUSE[urgency]} />
        </svg>
      )}
    </div>
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
  ended: "fill-line",
};
