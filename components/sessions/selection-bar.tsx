import { Suspense } from "react";
import type { Snapshot } from "@/lib/api/snapshot";
import { usePageKey } from "@/lib/hooks/use-page-key";
import { SelectedBar } from "./late-parts";
import type { Selection } from "./use-selection";

type SelectionBarProps = {
  selection: Selection;
  /** What "all" selects. */
  matchingIds: readonly string[];
  facts: Pick<Snapshot, "now">;
  onRelease: (ids: readonly string[]) => void;
};

/** The keys that select and clear, and the bar that is there while rows are selected. */
export function SelectionBar({ selection, matchingIds, facts, onRelease }: SelectionBarProps) {
  const { sessions: selected, change, clear, droppedCount } = selection;
  const selectAll = () => change(matchingIds, true);
  usePageKey("a", selectAll);
  usePageKey("Escape", clear, selected.length > 0);
  return (
    <>
      <p role="status" className="sr-only">
        {selected.length > 0 ? `${selected.length} selected.` : ""}
        {droppedCount > 0 ? ` ${droppedCount} no longer match and are not selected any more.` : ""}
      </p>
      {selected.length === 0 ? null : (
        <Suspense fallback={null}>
          <SelectedBar
            selected={selected}
            now={facts.now}
            matchingCount={matchingIds.length}
            droppedCount={droppedCount}
            onSelectAll={selectAll}
            onClear={clear}
            onRelease={() => onRelease(selected.map(({ id }) => id))}
          />
        </Suspense>
      )}
    </>
  );
}
