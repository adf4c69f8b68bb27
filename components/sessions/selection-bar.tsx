import { X } from "lucide-react";
import { useMemo } from "react";
import { Button } from "@/components/ui/button";
import type { Snapshot } from "@/lib/api/snapshot";
import { describeLeftOut } from "@/lib/domain/describe-left-out";
import { reasonLeftOut } from "@/lib/domain/selection";
import type { Session } from "@/lib/domain/session";
import { usePageKey } from "@/lib/hooks/use-page-key";
import { usePermission } from "@/lib/hooks/use-permission";
import { loadReleaseDialog } from "./load-release-dialog";
import { isSelectable, type Selection } from "./use-selection";

type SelectionBarProps = {
  selection: Selection;
  listed: readonly Session[];
  sessions: readonly Session[];
  facts: Pick<Snapshot, "now">;
  onRelease: (ids: readonly string[]) => void;
};

/** What is selected, and what can be done with it. */
export function SelectionBar({ selection, listed, sessions, facts, onRelease }: SelectionBarProps) {
  const { ids, change, clear, droppedCount } = selection;
  const { reason } = usePermission("sessions:release");
  const matching = useMemo(() => listed.filter(isSelectable).map(({ id }) => id), [listed]);
  const selected = useMemo(() => (ids.size === 0 ? [] : sessions.filter(({ id }) => ids.has(id))), [sessions, ids]);
  const leftOut = selected.flatMap((session) => {
    const why = reasonLeftOut(session, facts.now);
    return why ? [{ session, why }] : [];
  });
  const count = selected.length - leftOut.length;
  usePageKey("a", () => change(matching, true));
  usePageKey("Escape", () => {
    if (ids.size > 0) clear();
  });
  return (
    <>
      <p role="status" className="sr-only">
        {ids.size > 0 ? `${selected.length} selected.` : ""}
        {droppedCount > 0 ? ` ${droppedCount} no longer match and are not selected any more.` : ""}
      </p>
      {selected.length === 0 ? null : (
        <section
          aria-label="Selection"
          className="pointer-events-auto flex max-w-full flex-wrap items-center justify-end gap-2 rounded-panel border border-ink bg-panel p-2 shadow-lg max-sm:w-full"
        >
          <Button size="icon" variant="quiet" aria-label="Clear the selection" title="Clear (Esc)" onClick={clear}>
            <X aria-hidden className="size-4" />
          </Button>
          <p className="mr-auto min-w-0 sm:mr-4">
            <span className="font-medium tabular-nums">{selected.length} selected</span>
            {leftOut.length > 0 ? <span className="text-ink-soft"> · {describeLeftOut(leftOut)} left out</span> : null}
            {droppedCount > 0 ? <span className="text-ink-soft"> · {droppedCount} no longer match</span> : null}
          </p>
          {matching.length > selected.length ? (
            <Button size="sm" variant="quiet" onClick={() => change(matching, true)}>
              Select all {matching.length}
              <span className="max-sm:sr-only">that match</span>
            </Button>
          ) : null}
          <Button
            size="sm"
            variant="primary"
            reasonNot={reason ?? (count === 0 ? "None of these can be released together." : undefined)}
            onPointerEnter={() => void loadReleaseDialog()}
            onClick={() => onRelease(selected.map(({ id }) => id))}
          >
            Release {count}
          </Button>
        </section>
      )}
    </>
  );
}
