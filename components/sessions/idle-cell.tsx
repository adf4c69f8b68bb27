import { Shield } from "lucide-react";
import { describeIdleness, formatSecondsAgo } from "@/lib/domain/describe-idleness";
import { isProtected, type Protection } from "@/lib/domain/protection";
import { releaserName } from "@/lib/domain/release";
import { releaseProblem } from "@/lib/domain/release-problem";
import { isLive, type Session } from "@/lib/domain/session";
import { useTicking } from "@/lib/hooks/use-now";
import { PolicyWarning } from "./policy-warning";

type IdleCellProps = { session: Session; initialNow: number; clock: (instant: number) => string };

/** How idle it is, and how that is known; of one that has ended, how it ended. */
export function IdleCell(props: IdleCellProps) {
  return isLive(props.session) ? <Idleness {...props} /> : <Ending {...props} />;
}

function Idleness({ session, initialNow, clock }: IdleCellProps) {
  const state = useTicking(initialNow, (now) => describeIdleness(session, now, clock).state);
  const evidence = useTicking(initialNow, (now) => describeIdleness(session, now, clock).evidence);
  const isKept = useTicking(initialNow, (now) => Number(isProtected(session, now))) === 1;
  const { protection, warning } = session;
  const problem = releaseProblem(session);
  // Which is the safety at work, and nothing to mend.
  const wasSkipped = session.release?.state === "skipped";
  const hasOutlook = isKept || warning !== undefined;
  return (
    <>
      <div className="truncate text-ink">{state}</div>
      <div className="truncate text-ink-faint text-small" title={problem ?? evidence}>
        {isKept && protection ? <Kept protection={protection} isBrief={problem !== undefined} clock={clock} /> : null}
        {!isKept && warning ? <PolicyWarning warning={warning} initialNow={initialNow} /> : null}
        {hasOutlook && problem ? " · " : null}
        {/* No alert: the bar announces how a release went, and fifty rows would shout. */}
        {problem ? <span className={wasSkipped ? "text-ink-soft" : "text-critical"}>{problem}</span> : null}
        {hasOutlook || problem ? null : evidence}
      </div>
    </>
  );
}

/** Its title is all of it; `isBrief` leaves room for what stands after it. */
function Kept(props: { protection: Protection; isBrief: boolean; clock: IdleCellProps["clock"] }) {
  const { until, reason, by } = props.protection;
  const brief = `protected until ${props.clock(until)}`;
  const text = `${brief} · “${reason}” · ${by}`;
  return (
    <span title={text} className="text-ink-soft">
      <Shield aria-hidden className="-mt-0.5 mr-1 inline size-3" />
      {props.isBrief ? brief : text}
    </span>
  );
}

function Ending({ session, initialNow }: IdleCellProps) {
  const ago = useTicking(initialNow, (now) => formatSecondsAgo(now - (session.endedAt ?? now)));
  const { release } = session;
  const isReleased = release?.state === "released";
  return (
    <>
      <div className="truncate text-ink-soft">
        {isReleased ? `released by ${releaserName(release.by)}` : wayToEnd(session)}
      </div>
      <div className="truncate text-ink-faint text-small" title={release?.reason}>
        {ago}
        {isReleased && release.reason ? ` · “${release.reason}”` : ""}
      </div>
    </>
  );
}

function wayToEnd({ status, isEndInferred }: Session): string {
  return isEndInferred ? "ended, not known how" : WAYS_TO_END[status];
}

const WAYS_TO_END: Record<Session["status"], string> = {
  PENDING: "starting",
  RUNNING: "running",
  COMPLETED: "ended",
  TIMED_OUT: "reached its timeout",
  ERROR: "ended by an error",
};
