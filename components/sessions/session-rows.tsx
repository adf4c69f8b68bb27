import { Fragment, type ReactNode, Suspense } from "react";
import type { Session } from "@/lib/domain/session";
import type { GroupBy, ListEntry } from "@/lib/domain/session-groups";
import { usePageKey } from "@/lib/hooks/use-page-key";
import { GroupRow } from "./late-parts";
import type { ReleaseAsk } from "./release-dialog";
import type { RowActs } from "./row-actions";
import { SessionRow } from "./session-row";
import type { Release } from "./use-releases";
import { focusRows, useRowFocus } from "./use-row-focus";
import { useRowWindow } from "./use-row-window";
import type { Selection } from "./use-selection";

type SessionRowsProps = {
  entries: readonly ListEntry[];
  groupBy: GroupBy | null;
  /** What the list was asked for. */
  view: string;
  initialNow: number;
  currentOf: (session: Session) => Session;
  releaseOf: (id: string) => Release | undefined;
  /** The releases that are of one session alone. */
  aloneIds: ReadonlySet<string>;
  selection: Selection;
  acts: RowActs;
  copiedId: string | undefined;
  expandedIds: ReadonlySet<string>;
  collapsedGroups: ReadonlySet<string>;
  onToggleGroup: (value: string) => void;
  onOnlyGroup: (value: string) => void;
  onRelease: (ask: ReleaseAsk) => void;
};

/** The rows that are on the screen or near it, of however many there are. */
export function SessionRows(props: SessionRowsProps) {
  const { entries, acts, initialNow, currentOf, expandedIds } = props;
  const focus = useRowFocus(entries);
  const { list, virtualizer, rows, spaceAfter } = useRowWindow({
    entries,
    activeIndex: focus.activeIndex,
    view: props.view,
    expandedIds,
  });
  // Within the list both go on from the row that one is in.
  usePageKey("j", focusRows);
  usePageKey("k", focusRows);
  const tabStop = focus.activeIndex < 0 ? rows[0]?.index : focus.activeIndex;

  function row(entry: ListEntry, index: number): ReactNode {
    const place = { index, isActive: index === tabStop, initialNow };
    if ("session" in entry) {
      const isExpanded = expandedIds.has(entry.key);
      const session = currentOf(entry.session);
      return (
        <SessionRow
          ref={isExpanded ? virtualizer.measureElement : undefined}
          session={session}
          isSelected={props.selection.ids.has(entry.key)}
          isReleasedAlone={session.release !== undefined && props.aloneIds.has(session.release.id)}
          release={props.releaseOf(entry.key)}
          acts={acts}
          isExpanded={isExpanded}
          isCopied={props.copiedId === entry.key}
          {...place}
        />
      );
    }
    return props.groupBy ? (
      <Suspense fallback={<div className="h-(--group-row)" />}>
        <GroupRow
          group={entry.group}
          groupBy={props.groupBy}
          currentOf={currentOf}
          selectedIds={props.selection.ids}
          onSelect={props.selection.change}
          isCollapsed={props.collapsedGroups.has(entry.group.value)}
          onToggle={props.onToggleGroup}
          onOnly={props.onOnlyGroup}
          onRelease={props.onRelease}
          {...place}
        />
      </Suspense>
    ) : null;
  }

  return (
    <div
      ref={list}
      role="rowgroup"
      // What is on the screen is kept in place by the list itself, and a second hand would push it further.
      className="[overflow-anchor:none]"
      onFocus={focus.onFocus}
      onKeyDown={(event) => focus.onKeyDown(event, (index) => virtualizer.scrollToIndex(index, { align: "auto" }))}
    >
      {rows.map(({ entry, index, space }) => (
        <Fragment key={entry.key}>
          {space ? <div aria-hidden style={{ height: space }} /> : null}
          {row(entry, index)}
        </Fragment>
      ))}
      <div aria-hidden style={{ height: spaceAfter }} />
    </div>
  );
}
