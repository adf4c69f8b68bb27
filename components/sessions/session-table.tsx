import { type RefObject, useCallback, useMemo } from "react";
import { useReasonNot } from "@/components/ui/use-reason-not";
import type { Snapshot } from "@/lib/api/snapshot";
import { formatClock } from "@/lib/domain/instant";
import type { Session } from "@/lib/domain/session";
import { type GroupBy, listEntries } from "@/lib/domain/session-groups";
import type { SessionSort } from "@/lib/domain/session-list";
import { useMe } from "@/lib/hooks/use-me";
import { usePermission } from "@/lib/hooks/use-permission";
import { useTimeZone } from "@/lib/hooks/use-time-zone";
import { ColumnHeaders } from "./column-headers";
import { IdleHatch } from "./idle-hatch";
import { loadLateParts } from "./late-parts";
import type { ReleaseAsk } from "./release-dialog";
import type { RowActs } from "./row-actions";
import { SelectMany } from "./select-many";
import { SessionRows } from "./session-rows";
import { useCopyId } from "./use-copy-id";
import type { HeldList } from "./use-held-list";
import type { Releases } from "./use-releases";
import { useRowSelection } from "./use-row-selection";
import type { Selection } from "./use-selection";
import { useToggled } from "./use-toggled";

type SessionTableProps = {
  /** Of all that match, those that can be selected. */
  matchingIds: readonly string[];
  /** What matches, as it stands still. */
  held: HeldList;
  region: RefObject<HTMLDivElement | null>;
  facts: Pick<Snapshot, "ownerKey" | "usdPerHour" | "releases">;
  /** What the list was asked for: filter and sort. */
  view: string;
  groupBy: GroupBy | null;
  initialNow: number;
  sort: SessionSort;
  onSort: (sort: SessionSort) => void;
  onOnlyGroup: (value: string) => void;
  onRelease: (ask: ReleaseAsk) => void;
  onConnect: (session: Session) => void;
  onProtect: (session: Session) => void;
  releases: Releases;
  selection: Selection;
};

export function SessionTable(props: SessionTableProps) {
  const { groupBy, held, selection } = props;
  const { ownerKey, releases } = props.facts;
  const [collapsedGroups, toggleGroup] = useToggled();
  const [expandedIds, toggleMetadata] = useToggled();
  const { copyId, copiedId, announcement } = useCopyId();

  // Both go to every row, of which there are thousands to go through, or to draw again when they change.
  const entries = useMemo(
    () => listEntries(held.sessions, groupBy, collapsedGroups, ownerKey),
    [held.sessions, groupBy, collapsedGroups, ownerKey],
  );
  const rows = useMemo(() => entries.flatMap((entry) => ("session" in entry ? [entry.session] : [])), [entries]);
  const select = useRowSelection(selection, rows);
  const { acts, tips } = useRowActs({ ...props, copyId, toggleMetadata, select });
  const aloneIds = useMemo(() => new Set(releases.filter(({ total }) => total === 1).map(({ id }) => id)), [releases]);

  return (
    <div onPointerOver={loadLateParts} onFocusCapture={loadLateParts}>
      <IdleHatch />
      <div
        ref={props.region}
        role="table"
        tabIndex={-1}
        aria-label="Sessions"
        aria-rowcount={entries.length + 1}
        {...held.handlers}
        className="overflow-clip rounded-panel border border-line bg-panel outline-offset-[-2px]"
      >
        <ColumnHeaders
          sort={props.sort}
          onSort={props.onSort}
          selectAll={
            <SelectMany
              label="Select all that match"
              ids={props.matchingIds}
              selectedIds={selection.ids}
              onSelect={selection.change}
            />
          }
        />
        <SessionRows
          entries={entries}
          groupBy={groupBy}
          view={`${props.view} ${groupBy}`}
          initialNow={props.initialNow}
          currentOf={held.currentOf}
          releaseOf={props.releases.releaseOf}
          aloneIds={aloneIds}
          selection={selection}
          acts={acts}
          copiedId={copiedId}
          expandedIds={expandedIds}
          collapsedGroups={collapsedGroups}
          onToggleGroup={toggleGroup}
          onOnlyGroup={props.onOnlyGroup}
          onRelease={props.onRelease}
        />
      </div>
      {tips}
      <p role="status" className="sr-only">
        {announcement}
      </p>
    </div>
  );
}

type RowActsOptions = Pick<SessionTableProps, "facts" | "onConnect" | "onProtect" | "releases"> &
  Pick<RowActs, "copyId" | "toggleMetadata" | "select">;

/** What all rows share: the same object as long as nothing in it changes. */
function useRowActs({ facts, onConnect, onProtect, releases, ...own }: RowActsOptions) {
  const { copyId, toggleMetadata, select } = own;
  const { ownerKey, usdPerHour } = facts;
  const release = releases.acts;
  const me = useMe();
  const timeZone = useTimeZone();
  const clock = useCallback((instant: number) => formatClock(instant, timeZone), [timeZone]);
  const connectNot = useReasonNot(usePermission("sessions:connect").reason);
  const releaseNot = useReasonNot(usePermission("sessions:release").reason);
  const canSeeHistory = usePermission("audit:read").isAllowed;
  const acts = useMemo(
    (): RowActs => ({
      connect: onConnect,
      protect: onProtect,
      copyId,
      toggleMetadata,
      select,
      release,
      reasonNot: { connect: connectNot.control, release: releaseNot.control },
      canSeeHistory,
      me,
      ownerKey,
      usdPerHour,
      clock,
    }),
    [
      onConnect,
      onProtect,
      copyId,
      toggleMetadata,
      select,
      release,
      connectNot,
      releaseNot,
      canSeeHistory,
      me,
      ownerKey,
      usdPerHour,
      clock,
    ],
  );
  return { acts, tips: [connectNot.tip, releaseNot.tip] };
}
