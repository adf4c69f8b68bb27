import { useMemo } from "react";
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
import { useReleases } from "./use-releases";
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
  onReleased: (id: string) => void;
  /** A dialog about one of the rows is open. */
  isPinned: boolean;
};

export function SessionTable(props: SessionTableProps) {
  const { groupBy, onConnect } = props;
  const held = useHeldList(props);
  const [collapsedGroups, toggleGroup] = useToggled();
  const [expandedIds, toggleMetadata] = useToggled();
  const { copyId, copiedId, announcement } = useCopyId();
  const { releases, acts: release } = useReleases(props.onReleased);
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

  return (
    <div {...held.handlers}>
      <div
        role="table"
        aria-label="Sessions"
        aria-rowcount={entries.length + 1}
        className="overflow-clip rounded-panel border border-line bg-panel"
      >
        <ColumnHeaders sort={props.sort} onSort={props.onSort} />
        <SessionRows
          entries={entries}
          groupBy={groupBy}
          view={`${props.view} ${groupBy}`}
          initialNow={props.initialNow}
          currentOf={held.currentOf}
          releases={releases}
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
      <HeldChanges changes={held.changes} onApply={held.apply} />
    </div>
  );
}
