import { ArrowDown, ArrowUp } from "lucide-react";
import type { ReactNode } from "react";
import type { SessionSort, SortKey } from "@/lib/domain/session-list";
import { ROW_GRID } from "./session-row";

type Column = {
  label: string;
  sortKey?: SortKey;
  /** What comes first is the largest: one would act on that. */
  isLargestFirst?: boolean;
  className?: string;
};

const COLUMNS: Column[] = [
  { label: "Time left", sortKey: "time-left" },
  { label: "Session", sortKey: "id" },
  { label: "Owner", sortKey: "owner" },
  { label: "Idle", sortKey: "idle", isLargestFirst: true },
  { label: "So far → if left", sortKey: "cost", isLargestFirst: true },
  { label: "Age", sortKey: "age", className: "justify-self-end" },
  { label: "Actions", className: "sr-only" },
];

type SortProps = { sort: SessionSort; onSort: (sort: SessionSort) => void };

type ColumnHeadersProps = SortProps & {
  /** The box that selects all rows, or none. */
  selectAll: ReactNode;
};

/** Stays on the screen while thousands of rows go by. */
export function ColumnHeaders({ selectAll, ...props }: ColumnHeadersProps) {
  return (
    <div role="rowgroup" className="z-20 bg-panel lg:sticky lg:top-0 lg:shadow-[0_1px_0_var(--line)]">
      <div
        role="row"
        aria-rowindex={1}
        className={`${ROW_GRID} min-h-9 items-center text-ink-soft text-small max-lg:sr-only`}
      >
        <div role="columnheader">
          <span className="sr-only">Selected</span>
          {selectAll}
        </div>
        {COLUMNS.map((column) => (
          <ColumnHeader key={column.label} column={column} {...props} />
        ))}
      </div>
    </div>
  );
}

function ColumnHeader({ column, sort, onSort }: SortProps & { column: Column }) {
  const { label, sortKey, isLargestFirst = false, className } = column;
  if (!sortKey) {
    return (
      <div role="columnheader" className={className}>
        {label}
      </div>
    );
  }
  const isSorted = sort.key === sortKey;
  const isFalling = sort.descending !== isLargestFirst;
  const Arrow = isFalling ? ArrowDown : ArrowUp;
  return (
    <div role="columnheader" aria-sort={ariaSort(isSorted, isFalling)} className={className}>
      <button
        type="button"
        className="-mx-1.5 inline-flex h-7 items-center gap-1 whitespace-nowrap rounded-control px-1.5 hover:text-ink"
        onClick={() => onSort({ key: sortKey, descending: isSorted && !sort.descending })}
      >
        {label}
        {isSorted ? <Arrow aria-hidden className="size-3" /> : null}
      </button>
    </div>
  );
}

function ariaSort(isSorted: boolean, isFalling: boolean) {
  if (!isSorted) return "none";
  return isFalling ? "descending" : "ascending";
}
