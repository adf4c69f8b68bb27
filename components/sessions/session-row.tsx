"use client";
import { memo, type ReactNode, type Ref, useLayoutEffect, useRef } from "react";
import { flushSync } from "react-dom";
import { isLive, isReleasing, type Session } from "@/lib/domain/session";
import { CountdownCell } from "./countdown-cell";
import { ReleaseQuestion } from "./release-question";
import { RowActions, type RowActs } from "./row-actions";
import { SessionAge, SessionIdentity, SessionMetadata, SessionState } from "./session-cells";
import type { Release } from "./use-releases";
import { toRowIndex } from "./use-row-focus";

/** Shared with the header. On a phone a row becomes a card: time and action on top, the rest below. */
export const ROW_GRID =
  "grid grid-cols-[1fr_auto] gap-x-4 px-3.5 lg:grid-cols-[8.5rem_8.5rem_minmax(10rem,1fr)_9rem_5.5rem_11rem] xl:gap-x-6";

type SessionRowProps = {
  session: Session;
  initialNow: number;
  release: Release | undefined;
  /** What every row may do. The same as long as the list is there. */
  acts: RowActs;
  index: number;
  /** Tab leads here. */
  isActive: boolean;
  /** Shows all of its metadata, in as many lines as that takes. */
  isExpanded: boolean;
  /** Its full id was copied just now. */
  isCopied: boolean;
  /** Where its height is not that of the others. */
  ref?: Ref<HTMLDivElement>;
};

/** Rendered again only when something of its own has changed: there may be thousands, with news every second. */
export const SessionRow = memo(function SessionRow(props: SessionRowProps) {
  const { session, initialNow, release, acts } = props;
  const releaseButton = useRef<HTMLButtonElement>(null);
  const live = isLive(session);
  const question = live && release && release.phase !== "releasing" ? release : undefined;

  function dismiss() {
    flushSync(() => acts.release.dismiss(session.id));
    releaseButton.current?.focus();
  }

  return (
    <div
      ref={props.ref}
      role="row"
      aria-rowindex={toRowIndex(props.index)}
      tabIndex={props.isActive ? 0 : -1}
      aria-label={session.id}
      data-live={live}
      data-covered={question !== undefined}
      data-expanded={props.isExpanded}
      data-index={props.index}
      className={`${ROW_GRID} group relative h-(--session-row) content-center items-center gap-y-1 border-line border-t py-1.5 outline-offset-[-2px] contain-layout contain-style hover:bg-paper data-[expanded=true]:h-auto data-[expanded=true]:min-h-(--session-row) max-lg:first:border-t-0 max-lg:py-3`}
    >
      <Cell className="max-lg:row-start-1 max-lg:group-data-[covered=true]:invisible">
        <CountdownCell session={session} initialNow={initialNow} />
      </Cell>
      <Cell className="max-lg:col-span-2 max-lg:group-data-[covered=true]:invisible">
        <SessionIdentity session={session} acts={acts} isCopied={props.isCopied} />
      </Cell>
      <Cell className="max-lg:col-span-2 max-lg:group-data-[covered=true]:invisible">
        <SessionMetadata session={session} isExpanded={props.isExpanded} onToggle={acts.toggleMetadata} />
      </Cell>
      <Cell className="group-data-[covered=true]:invisible max-lg:col-start-1">
        <SessionState session={session} initialNow={initialNow} />
      </Cell>
      <Cell className="text-right text-ink-soft tabular-nums group-data-[covered=true]:invisible">
        <SessionAge session={session} initialNow={initialNow} />
      </Cell>
      <Cell className="flex items-center justify-end gap-1 group-data-[covered=true]:invisible max-lg:col-start-2 max-lg:row-start-1">
        {live && (isReleasing(session) || release?.phase === "releasing") ? <Releasing /> : null}
        {live && !isReleasing(session) && release?.phase !== "releasing" ? (
          <RowActions session={session} acts={acts} releaseButton={releaseButton} />
        ) : null}
      </Cell>
      {question ? (
        <ReleaseQuestion
          session={session}
          initialNow={initialNow}
          release={question}
          acts={acts.release}
          onDismiss={dismiss}
        />
      ) : null}
    </div>
  );
});

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
