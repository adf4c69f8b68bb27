import { Shield } from "lucide-react";
import { describeIdleness, formatSecondsAgo } from "@/lib/domain/describe-idleness";
import { isProtected, type Protection } from "@/lib/domain/protection";
import type { Releaser } from "@/lib/domain/release";
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
  const problem = releaseProblem(session);
  return (
    <>
      <div className="truncate text-ink">{state}</div>
      {problem ? (
        <div role="alert" className="truncate text-critical text-small" title={problem}>
          {problem}
        </div>
      ) : (
        <div className="truncate text-ink-faint text-small" title={evidence}>
          <Outlook session={session} initialNow={initialNow} clock={clock} evidence={evidence} />
        </div>
      )}
    </>
  );
}

/** What is going to happen, or why not; else how it is known that it is idle. */
function Outlook({ session, initialNow, clock, evidence }: IdleCellProps & { evidence: string }) {
  const isKept = useTicking(initialNow, (now) => Number(isProtected(session, now))) === 1;
  if (isKept && session.protection) return <Kept protection={session.protection} clock={clock} />;
  if (session.warning) return <PolicyWarning warning={session.warning} initialNow={initialNow} />;
  return evidence;
}

function Kept({ protection, clock }: { protection: Protection; clock: IdleCellProps["clock"] }) {
  const text = `protected until ${clock(protection.until)} · “${protection.reason}” · ${protection.by}`;
  return (
    <span title={text} className="text-ink-soft">
      <Shield aria-hidden className="-mt-0.5 mr-1 inline size-3" />
      {text}
    </span>
  );
}

/** Of a release that was to end it, and did not. */
function releaseProblem({ release }: Session): string | undefined {
  switch (release?.state) {
    case "skipped":
      return `not released: ${release.detail ?? "it was in use"}`;
    case "refused":
    case "failed":
      return `release ${release.state}: ${release.detail ?? "upstream did not say why"}`;
    default:
      return undefined;
  }
}

function Ending({ session, initialNow }: IdleCellProps) {
  const ago = useTicking(initialNow, (now) => formatSecondsAgo(now - (session.endedAt ?? now)));
  const { release } = session;
  const isReleased = release?.state === "released";
  return (
    <>
      <div className="truncate text-ink-soft">
        {isReleased ? `released by ${nameOf(release.by)}` : WAYS_TO_END[session.status]}
      </div>
      <div className="truncate text-ink-faint text-small" title={release?.reason}>
        {ago}
        {isReleased && release.reason ? ` · “${release.reason}”` : ""}
      </div>
    </>
  );
}

function nameOf({ kind, name }: Releaser): string {
  return kind === "policy" ? `policy ${name}` : name;
}

const WAYS_TO_END: Record<Session["status"], string> = {
  PENDING: "starting",
  RUNNING: "running",
  COMPLETED: "ended",
  TIMED_OUT: "reached its timeout",
  ERROR: "ended by an error",
};
