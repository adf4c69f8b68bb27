import type { RefObject } from "react";
import { buttonClass } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import type { ReasonNot } from "@/components/ui/use-reason-not";
import { type Session, sessionAbilities, shortId } from "@/lib/domain/session";
import type { ReleaseActs } from "./use-releases";

/** What all rows share, so that none of them asks for it by itself. */
export type RowActs = {
  connect: (session: Session) => void;
  copyId: (session: Session) => void;
  toggleMetadata: (id: string) => void;
  release: ReleaseActs;
  /** Why somebody may not, for the button. */
  reasonNot: { connect: ReasonNot["control"]; release: ReasonNot["control"] };
  canSeeHistory: boolean;
};

// Plain buttons with classes that are made once: two for each of the rows that scroll by.
const CONNECT = cn(buttonClass({ variant: "quiet", size: "sm" }), "px-2");
const RELEASE = cn(buttonClass({ size: "sm" }), "min-w-20");

type RowActionsProps = { session: Session; acts: RowActs; releaseButton: RefObject<HTMLButtonElement | null> };

export function RowActions({ session, acts, releaseButton }: RowActionsProps) {
  const { canConnect, canRelease } = sessionAbilities(session);
  const name = shortId(session.id);
  return (
    <>
      {canConnect ? (
        <button
          type="button"
          className={CONNECT}
          aria-label={`Connect to ${name}`}
          onClick={() => acts.connect(session)}
          {...acts.reasonNot.connect}
        >
          Connect
        </button>
      ) : null}
      {canRelease ? (
        <button
          ref={releaseButton}
          type="button"
          className={RELEASE}
          aria-label={`Release ${name}`}
          onClick={() => acts.release.ask(session.id)}
          {...acts.reasonNot.release}
        >
          Release
        </button>
      ) : (
        // Connect stays clear of the place where other rows have Release.
        <span aria-hidden className="w-20 max-lg:hidden" />
      )}
    </>
  );
}
