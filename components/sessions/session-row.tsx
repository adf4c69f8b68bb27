"use client";
import { type ReactNode, useLayoutEffect, useRef } from "react";
import { Button } from "@/components/ui/button";
import { isLive, type Session, sessionAbilities, shortId } from "@/lib/domain/session";
import { usePermission } from "@/lib/hooks/use-permission";
import { CountdownCell } from "./countdown-cell";
import { ReleaseQuestion } from "./release-question";
import { SessionAge, SessionIdentity, SessionMetadata, SessionState } from "./session-cells";
import { type Release, useRelease } from "./use-release";

/** Shared with the header. On a phone a row becomes a card: time and action on top, the rest below. */
export const ROW_GRID =
  "grid grid-cols-[1fr_auto] gap-x-4 px-3.5 lg:grid-cols-[8.5rem_8.5rem_minmax(10rem,1fr)_9rem_5.5rem_11rem] xl:gap-x-6";

type SessionRowProps = {
  session: Session;
  initialNow: number;
  onConnect: (session: Session) => void;
  onReleased: (id: string) => void;
  /** One question at a time: two of the same red buttons invite the wrong press. */
  isAsking: boolean;
  onAsking: (isAsking: boolean) => void;
};

export function SessionRow({ session, initialNow, onConnect, ...props }: SessionRowProps) {
  const release = useRelease(session, props);
  const live = isLive(session);
  const isCovered = live && (release.phase === "asking" || release.phase === "failed");
  return (
    <div
      role="row"
      tabIndex={-1}
      aria-label={session.id}
      data-live={live}
      data-covered={isCovered}
      className={`${ROW_GRID} group relative min-h-13 items-center gap-y-1 border-line border-t py-1.5 last:rounded-b-panel max-lg:first:rounded-t-panel max-lg:first:border-t-0 hover:bg-paper max-lg:py-3`}
    >
      <Cell className="max-lg:row-start-1 max-lg:group-data-[covered=true]:invisible">
        <CountdownCell session={session} initialNow={initialNow} />
      </Cell>
      <Cell className="max-lg:col-span-2 max-lg:group-data-[covered=true]:invisible">
        <SessionIdentity session={session} />
      </Cell>
      <Cell className="max-lg:col-span-2 max-lg:group-data-[covered=true]:invisible">
        <SessionMetadata session={session} />
      </Cell>
      <Cell className="group-data-[covered=true]:invisible max-lg:col-start-1">
        <SessionState session={session} initialNow={initialNow} />
      </Cell>
      <Cell className="text-right text-ink-soft tabular-nums group-data-[covered=true]:invisible">
        <SessionAge session={session} initialNow={initialNow} />
      </Cell>
      <Cell className="flex items-center justify-end gap-1 group-data-[covered=true]:invisible max-lg:col-start-2 max-lg:row-start-1">
        {live ? <RowActions session={session} release={release} onConnect={onConnect} /> : null}
      </Cell>
      {isCovered ? <ReleaseQuestion session={session} initialNow={initialNow} release={release} /> : null}
    </div>
  );
}

type RowActionsProps = { session: Session; release: Release; onConnect: (session: Session) => void };

function RowActions({ session, release, onConnect }: RowActionsProps) {
  const { reason: reasonNotConnect } = usePermission("sessions:connect");
  const { reason: reasonNotRelease } = usePermission("sessions:release");
  if (release.phase === "releasing") return <Releasing />;
  const { canConnect, canRelease } = sessionAbilities(session);
  return (
    <>
      {canConnect ? (
        <Button
          variant="quiet"
          size="sm"
          className="px-2"
          reasonNot={reasonNotConnect}
          aria-label={`Connect to ${shortId(session.id)}`}
          onClick={() => onConnect(session)}
        >
          Connect
        </Button>
      ) : null}
      {canRelease ? (
        <Button
          ref={release.button}
          size="sm"
          className="min-w-20"
          reasonNot={reasonNotRelease}
          aria-label={`Release ${shortId(session.id)}`}
          onClick={release.ask}
        >
          Release
        </Button>
      ) : (
        // Connect stays clear of the place where other rows have Release.
        <span aria-hidden className="w-20 max-lg:hidden" />
      )}
    </>
  );
}

function Releasing() {
  const label = useRef<HTMLSpanElement>(null);
  // The pressed button is gone, and in the end this label: without this, focus would fall to the top of the page.
  useLayoutEffect(() => {
    const element = label.current;
    if (document.activeElement === document.body) element?.focus();
    return () => {
      if (document.activeElement === element) element?.closest<HTMLElement>("[role=row]")?.focus();
    };
  }, []);
  return (
    <span ref={label} tabIndex={-1} role="status" className="px-3 text-ink-soft">
      Releasing…
    </span>
  );
}

function Cell({ className, children }: { className: string; children: ReactNode }) {
  return (
    <div role="cell" className={`min-w-0 ${className}`}>
      {children}
    </div>
  );
}
