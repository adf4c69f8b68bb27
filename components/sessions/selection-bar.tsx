import { Suspense, useMemo } from "react";
import type { Snapshot } from "@/lib/api/snapshot";
import type { Session } from "@/lib/domain/session";
import { usePageKey } from "@/lib/hooks/use-page-key";
import { SelectedBar } from "./late-parts";
import { isSelectable, type Selection } from "./use-selection";

type SelectionBarProps = {
  selection: Selection;
  listed: readonly Session[];
  facts: Pick<Snapshot, "now">;
  onRelease: (ids: readonly string[]) => void;
};

/** The keys that select and clear, and the bar that is there while rows are selected. */
export function SelectionBar({ selection, listed, facts, onRelease }: SelectionBarProps) {
  const { sessions: selected, change, clear, droppedCount } = selection;
  const matching = useMemo(() => listed.filter(isSelectable).map(({ id }) => id), [listed]);
  const selectAll = () => change(matching, true);
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
            matchingCount={matching.length}
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
