import { ArrowDown, ArrowUp } from "lucide-react";
import { useState } from "react";
import type { Session } from "@/lib/domain/session";
import type { SessionSort, SortKey } from "@/lib/domain/session-list";
import { ROW_GRID, SessionRow } from "./session-row";
import { useHeldOrder } from "./use-held-order";

const COLUMNS: { label: string; sortKey?: SortKey; className?: string }[] = [
  { label: "Time left", sortKey: "time-left" },
  { label: "Session", sortKey: "id" },
  { label: "Metadata" },
  { label: "Status", sortKey: "status" },
  { label: "Age", sortKey: "age", className: "justify-self-end" },
  { label: "Actions", className: "sr-only" },
];

export function SessionTable(props: {
  sessions: readonly Session[];
  initialNow: number;
  sort: SessionSort;
  onSort: (sort: SessionSort) => void;
  onConnect: (session: Session) => void;
  onReleased: (id: string) => void;
}) {
  const held = useHeldOrder(props.sessions);
  const [askingId, setAskingId] = useState<string>();

  function sort(order: SessionSort) {
    held.letGo();
    props.onSort(order);
  }

  return (
    <div
      role="table"
      aria-label="Sessions"
      aria-rowcount={props.sessions.length + 1}
      className="rounded-panel border border-line bg-panel"
    >
      <div role="rowgroup">
        <div role="row" className={`${ROW_GRID} min-h-9 items-center text-ink-soft text-small max-lg:sr-only`}>
          {COLUMNS.map((column) => (
            <ColumnHeader key={column.label} column={column} sort={props.sort} onSort={sort} />
          ))}
        </div>
      </div>
      <div role="rowgroup" {...held.handlers}>
        {held.sessions.map((session) => (
          <SessionRow
            key={session.id}
            session={session}
            initialNow={props.initialNow}
            onConnect={props.onConnect}
            onReleased={props.onReleased}
            isAsking={askingId === session.id}
            onAsking={(isAsking) => setAskingId(isAsking ? session.id : undefined)}
          />
        ))}
      </div>
    </div>
  );
}

function ColumnHeader(props: {
  column: (typeof COLUMNS)[number];
  sort: SessionSort;
  onSort: (sort: SessionSort) => void;
}) {
  const { label, sortKey, className } = props.column;
  if (!sortKey) {
    return (
      <div role="columnheader" className={className}>
        {label}
      </div>
    );
  }
  const isSorted = props.sort.key === sortKey;
  const Arrow = props.sort.descending ? ArrowDown : ArrowUp;
  return (
    <div role="columnheader" aria-sort={ariaSort(isSorted, props.sort.descending)} className={className}>
      <button
        type="button"
        className="-mx-1.5 inline-flex h-7 items-center gap-1 rounded-control px-1.5 hover:text-ink"
        onClick={() => props.onSort({ key: sortKey, descending: isSorted && !props.sort.descending })}
      >
        {label}
        {isSorted ? <Arrow aria-hidden className="size-3" /> : null}
      </button>
    </div>
  );
}

function ariaSort(isSorted: boolean, descending: boolean) {
  if (!isSorted) return "none";
  return descending ? "descending" : "ascending";
}
