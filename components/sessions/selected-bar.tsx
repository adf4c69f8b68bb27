import { X } from "lucide-react";
import { Button } from "@/components/ui/button";
import { describeLeftOut } from "@/lib/domain/describe-left-out";
import { reasonLeftOut } from "@/lib/domain/release-risk";
import type { Session } from "@/lib/domain/session";
import { usePermission } from "@/lib/hooks/use-permission";
import { loadReleaseDialog } from "./late-parts";

type SelectedBarProps = {
  selected: readonly Session[];
  now: number;
  /** How many the list has that could be selected. */
  matchingCount: number;
  droppedCount: number;
  onSelectAll: () => void;
  onClear: () => void;
  onRelease: () => void;
};

/** How many are selected, and what can be done with them. */
export function SelectedBar({ selected, now, matchingCount, droppedCount, ...props }: SelectedBarProps) {
  const { reason } = usePermission("sessions:release");
  const leftOut = selected.flatMap((session) => {
    const why = reasonLeftOut(session, now);
    return why ? [{ session, why }] : [];
  });
  const count = selected.length - leftOut.length;
  return (
    <section
      aria-label="Selection"
      className="pointer-events-auto flex max-w-full flex-wrap items-center justify-end gap-2 rounded-panel border border-ink bg-panel p-2 shadow-lg max-sm:w-full"
    >
      <Button size="icon" variant="quiet" aria-label="Clear the selection" title="Clear (Esc)" onClick={props.onClear}>
        <X aria-hidden className="size-4" />
      </Button>
      <p className="mr-auto min-w-0 sm:mr-4">
        <span className="font-medium tabular-nums">{selected.length} selected</span>
        {leftOut.length > 0 ? <span className="text-ink-soft"> · {describeLeftOut(leftOut)} left out</span> : null}
        {droppedCount > 0 ? <span className="text-ink-soft"> · {droppedCount} no longer match</span> : null}
      </p>
      {matchingCount > selected.length ? (
        <Button size="sm" variant="quiet" onClick={props.onSelectAll}>
          Select all {matchingCount}
          <span className="max-sm:sr-only">that match</span>
        </Button>
      ) : null}
      <Button
        size="sm"
        variant="primary"
        reasonNot={reason ?? (count === 0 ? "None of these can be released together." : undefined)}
        onPointerEnter={loadReleaseDialog}
        onClick={props.onRelease}
      >
        Release {count}
      </Button>
    </section>
  );
}
