import { Plug, Shield, ShieldCheck } from "lucide-react";
import type { RefObject } from "react";
import { buttonClass } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import type { ReasonNot } from "@/components/ui/use-reason-not";
import type { Me } from "@/lib/api/account";
import { isIdle } from "@/lib/domain/activity";
import { countdown } from "@/lib/domain/countdown";
import { isProtected } from "@/lib/domain/protection";
import { isLive, type Session, sessionAbilities, shortId } from "@/lib/domain/session";
import { useTicking } from "@/lib/hooks/use-now";
import type { ReleaseActs } from "./use-releases";
import type { SelectRow } from "./use-row-selection";

/** What all rows share, so that none of them asks for it by itself. */
export type RowActs = {
  connect: (session: Session) => void;
  protect: (session: Session) => void;
  copyId: (session: Session) => void;
  toggleMetadata: (id: string) => void;
  select: SelectRow;
  release: ReleaseActs;
  /** Why somebody may not, for the button. */
  reasonNot: { connect: ReasonNot["control"]; release: ReasonNot["control"] };
  canSeeHistory: boolean;
  me: Me | undefined;
  ownerKey: string | null;
  usdPerHour: number | null;
  /** An instant as the reader's time of day. */
  clock: (instant: number) => string;
};

// Plain buttons with classes that are made once: three for each of the rows that scroll by.
const ICON = buttonClass({ variant: "faint", size: "icon" });
const RELEASE = cn(
  buttonClass({ size: "sm" }),
  "ml-1 min-w-20 max-sm:ml-0 data-[urged=true]:border-ink data-[urged=true]:font-medium",
);

type RowActionsProps = {
  session: Session;
  acts: RowActs;
  initialNow: number;
  releaseButton: RefObject<HTMLButtonElement | null>;
};

export function RowActions({ session, acts, initialNow, releaseButton }: RowActionsProps) {
  const { canConnect, canRelease } = sessionAbilities(session);
  const isUrged = useTicking(initialNow, (now) => Number(isWorthReleasing(session, now))) === 1;
  const isKept = useTicking(initialNow, (now) => Number(isProtected(session, now))) === 1;
  const name = shortId(session.id);
  if (!isLive(session)) {
    // Where nobody said how it ended it is no error either.
    const isFailed = session.status === "ERROR" && !session.isEndInferred;
    return (
      <span className={`text-small tracking-wide ${isFailed ? "text-critical" : "text-ink-faint"}`}>
        {session.isEndInferred ? "ENDED" : session.status}
      </span>
    );
  }
  const Guard = isKept ? ShieldCheck : Shield;
  return (
    <>
      {canConnect ? (
        <button
          type="button"
          className={ICON}
          aria-label={`Connect to ${name}`}
          title="Connect"
          onClick={() => acts.connect(session)}
          {...acts.reasonNot.connect}
        >
          <Plug aria-hidden className="size-3.5" />
        </button>
      ) : null}
      {canRelease ? (
        <>
          <button
            type="button"
            data-marked={isKept}
            className={ICON}
            aria-label={isKept ? `Protection of ${name}` : `Protect ${name}`}
            title={isKept ? "Protected" : "Protect"}
            onClick={() => acts.protect(session)}
            {...acts.reasonNot.release}
          >
            <Guard aria-hidden className="size-3.5" />
          </button>
          <button
            ref={releaseButton}
            type="button"
            data-urged={isUrged}
            className={RELEASE}
            aria-label={`Release ${name}`}
            onClick={() => acts.release.ask(session)}
            {...acts.reasonNot.release}
          >
            Release
          </button>
        </>
      ) : (
        <span className="text-right text-ink-faint text-small leading-4">ends with its client</span>
      )}
    </>
  );
}

/** What one would act on: idle, or about to go by itself; nobody is urged to what takes a typed id. */
function isWorthReleasing(session: Session, now: number): boolean {
  if (isProtected(session, now)) return false;
  return isIdle(session, now) || countdown(session, now).urgency === "critical";
}
