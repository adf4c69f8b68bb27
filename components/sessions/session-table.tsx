import { useMemo, useRef } from "react";
import { useReasonNot } from "@/components/ui/use-reason-not";
import type { Session } from "@/lib/domain/session";
import { type GroupBy, listEntries } from "@/lib/domain/session-groups";
import type { SessionSort } from "@/lib/domain/session-list";
import { usePermission } from "@/lib/hooks/use-permission";
import { ColumnHeaders } from "./column-headers";
import { HeldChanges } from "./held-changes";
import type { RowActs } from "./row-actions";
import { SessionRows } from "./session-rows";
import { useCopyId } from "./use-copy-id";
import { useHeldList } from "./use-held-list";
import type { Releases } from "./use-releases";
import { useToggled } from "./use-toggled";

type SessionTableProps = {
  /** Filtered and sorted, of all `sessions` of the picture. */
  listed: readonly Session[];
  sessions: readonly Session[];
  /** What the list was asked for: filter and sort. */
  view: string;
  groupBy: GroupBy | null;
  initialNow: number;
  sort: SessionSort;
  onSort: (sort: SessionSort) => void;
  onOnlyGroup: (value: string) => void;
  onConnect: (session: Session) => void;
  releases: Releases;
  /** A dialog about one of the rows is open. */
  isPinned: boolean;
};

export function SessionTable(props: SessionTableProps) {
  const { groupBy, onConnect } = props;
  const region = useRef<HTMLDivElement>(null);
  const table = useRef<HTMLDivElement>(null);
  const held = useHeldList({ ...props, region });
  const [collapsedGroups, toggleGroup] = useToggled();
  const [expandedIds, toggleMetadata] = useToggled();
  const { copyId, copiedId, announcement } = useCopyId();
  const { releaseOf, acts: release } = props.releases;
  const connectNot = useReasonNot(usePermission("sessions:connect").reason);
  const releaseNot = useReasonNot(usePermission("sessions:release").reason);
  const canSeeHistory = usePermission("audit:read").isAllowed;

  // Both go to every row, of which there are thousands to go through, or to draw again when they change.
  const entries = useMemo(
    () => listEntries(held.sessions, groupBy, collapsedGroups),
    [held.sessions, groupBy, collapsedGroups],
  );
  const acts = useMemo(
    (): RowActs => ({
      connect: onConnect,
      copyId,
      toggleMetadata,
      release,
      reasonNot: { connect: connectNot.control, release: releaseNot.control },
      canSeeHistory,
    }),
    [onConnect, copyId, toggleMetadata, release, connectNot, releaseNot, canSeeHistory],
  );

  function apply() {
    held.apply();
    // The chip is gone then, and the focus with it.
    table.current?.focus({ preventScroll: true });
  }

  return (
    <div ref={region} {...held.handlers}>
      <div
        ref={table}
        role="table"
        tabIndex={-1}
        aria-label="Sessions"
        aria-rowcount={entries.length + 1}
        className="overflow-clip rounded-panel border border-line bg-panel outline-offset-[-2px]"
      >
        <ColumnHeaders sort={props.sort} onSort={props.onSort} />
        <SessionRows
          entries={entries}
          groupBy={groupBy}
          view={`${props.view} ${groupBy}`}
          initialNow={props.initialNow}
          currentOf={held.currentOf}
          releaseOf={releaseOf}
          acts={acts}
          copiedId={copiedId}
          expandedIds={expandedIds}
          collapsedGroups={collapsedGroups}
          onToggleGroup={toggleGroup}
          onOnlyGroup={props.onOnlyGroup}
        />
      </div>
      {connectNot.tip}
      {releaseNot.tip}
      <p role="status" className="sr-only">
        {announcement}
      </p>
      <HeldChanges changes={held.changes} onApply={apply} />
    </div>
  );
}
