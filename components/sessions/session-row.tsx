"use client";
import { type KeyboardEvent, memo, type ReactNode, type Ref, Suspense, useRef } from "react";
import { flushSync } from "react-dom";
import { isLive, isReleasing, type Session } from "@/lib/domain/session";
import { CostCell } from "./cost-cell";
import { CountdownCell } from "./countdown-cell";
import { IdleCell } from "./idle-cell";
import { ReleaseQuestion, ReleaseWait } from "./late-parts";
import { RowActions, type RowActs } from "./row-actions";
import { SelectBox } from "./select-box";
import { OwnerName, SessionAge, SessionIdentity } from "./session-cells";
import type { Release } from "./use-releases";
import { toRowIndex } from "./use-row-focus";
import { isSelectable } from "./use-selection";

/** Shared with the header. On a phone a row becomes a card: time and action on top, the rest below, under the time. */
export const ROW_GRID =
  "grid grid-cols-[1rem_minmax(0,1fr)_auto_auto] gap-x-3 px-3.5 max-sm:gap-x-1.5 max-sm:px-3 lg:grid-cols-[1.25rem_8rem_minmax(9rem,1.5fr)_minmax(5rem,0.7fr)_minmax(9rem,1.1fr)_7.25rem_4rem_9.5rem] xl:gap-x-4 xl:grid-cols-[1.25rem_10rem_minmax(13rem,1.2fr)_minmax(7rem,0.6fr)_minmax(12rem,1.5fr)_8.25rem_4.5rem_9.5rem]";

type SessionRowProps = {
  session: Session;
  initialNow: number;
  release: Release | undefined;
  /** Nothing else is released with it, so that the row alone can take it back. */
  isReleasedAlone: boolean;
  /** What every row may do. The same as long as the list is there. */
  acts: RowActs;
  index: number;
  /** Tab leads here. */
  isActive: boolean;
  isSelected: boolean;
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
  const isUnderWay = live && (isReleasing(session) || release?.phase === "releasing");
  const question = live && release && release.phase !== "releasing" ? release : undefined;
  const cover = question ? "question" : "wait";

  function dismiss() {
    flushSync(() => acts.release.dismiss(session.id));
    releaseButton.current?.focus();
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== " " || event.target !== event.currentTarget || !isSelectable(session)) return;
    event.preventDefault();
    acts.select(session, event.shiftKey);
  }

  return (
    <div
      ref={props.ref}
      role="row"
      aria-rowindex={toRowIndex(props.index)}
      aria-selected={props.isSelected}
      tabIndex={props.isActive ? 0 : -1}
      aria-label={session.id}
      data-live={live}
      data-missing={live && session.missingSince !== undefined}
      data-cover={question || isUnderWay ? cover : undefined}
      data-expanded={props.isExpanded}
      data-index={props.index}
      onKeyDown={onKeyDown}
      className={`${ROW_GRID} group relative h-(--session-row) content-center items-center gap-y-0.5 border-line border-t py-1.5 outline-offset-[-2px] contain-layout contain-style hover:bg-paper aria-selected:bg-calm-soft aria-selected:[--ink-faint:var(--ink-soft)] aria-selected:[--track:var(--track-selected)] data-[expanded=true]:h-auto data-[expanded=true]:min-h-(--session-row) max-lg:first:border-t-0 max-lg:py-3`}
    >
      <Cell className="max-lg:group-data-[cover=question]:invisible">
        <SelectBox session={session} isSelected={props.isSelected} onSelect={acts.select} />
      </Cell>
      <Cell className="max-lg:group-data-[cover=question]:invisible">
        <CountdownCell session={session} initialNow={initialNow} />
      </Cell>
      <Cell className="max-lg:order-1 max-lg:col-[2/-1] max-lg:mt-1 max-lg:group-data-[cover=question]:invisible">
        <SessionIdentity session={session} acts={acts} isCopied={props.isCopied} isExpanded={props.isExpanded} />
      </Cell>
      <Cell className="max-lg:order-3 max-lg:col-start-2 max-lg:group-data-[cover=question]:invisible">
        <OwnerName session={session} ownerKey={acts.ownerKey} />
      </Cell>
      <Cell className="group-data-[cover=question]:invisible max-lg:order-2 max-lg:col-[2/-1]">
        <IdleCell session={session} initialNow={initialNow} clock={acts.clock} />
      </Cell>
      <Cell className="figures whitespace-nowrap text-small group-data-[cover=question]:invisible group-data-[live=false]:text-ink-faint max-lg:order-4 max-lg:font-sans max-lg:tracking-normal lg:group-data-[cover=wait]:invisible">
        <CostCell session={session} initialNow={initialNow} usdPerHour={acts.usdPerHour} />
      </Cell>
      <Cell className="figures whitespace-nowrap text-right text-ink-faint text-small group-data-[cover=question]:invisible max-lg:order-5 max-lg:font-sans max-lg:tracking-normal lg:group-data-[cover=wait]:invisible">
        <SessionAge session={session} initialNow={initialNow} />
      </Cell>
      <Cell className="flex items-center justify-end gap-0.5 group-data-[cover=question]:invisible max-lg:col-span-2 max-lg:group-data-[cover=wait]:hidden max-sm:gap-0 lg:group-data-[cover=wait]:invisible">
        {question || isUnderWay ? null : (
          <RowActions session={session} acts={acts} initialNow={initialNow} releaseButton={releaseButton} />
        )}
      </Cell>
      {isUnderWay ? (
        <Suspense fallback={<Cell className="max-lg:col-span-2 lg:absolute">{null}</Cell>}>
          <ReleaseWait
            session={session}
            initialNow={initialNow}
            isAlone={props.isReleasedAlone}
            acts={acts.release}
            reasonNot={acts.reasonNot.release}
          />
        </Suspense>
      ) : null}
      {question ? (
        <Suspense fallback={<Cell className="absolute inset-0">{null}</Cell>}>
          <ReleaseQuestion
            session={session}
            initialNow={initialNow}
            release={question}
            acts={acts.release}
            me={acts.me}
            ownerKey={acts.ownerKey}
            onDismiss={dismiss}
          />
        </Suspense>
      ) : null}
    </div>
  );
});

function Cell({ className, children }: { className: string; children: ReactNode }) {
  return (
    <div role="cell" className={`min-w-0 ${className}`}>
      {children}
    </div>
  );
}
