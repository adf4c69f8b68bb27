import { useMemo } from "react";
import { Button } from "@/components/ui/button";
import { type HeldChanges, heldChanges } from "@/lib/domain/held-list";
import type { Session } from "@/lib/domain/session";

type HeldChipProps = {
  held: readonly Session[];
  listed: readonly Session[];
  /** Every session of the picture by its id. */
  current: ReadonlyMap<string, Session>;
  onApply: () => void;
};

/** `3 new, 2 ended, 4 moved`, when there is anything. */
export function HeldChip({ held, listed, current, onApply }: HeldChipProps) {
  const text = useMemo(() => describe(heldChanges(held, listed, current)), [held, listed, current]);
  if (!text) return null;
  return (
    <Button variant="primary" shape="pill" className="tabular-nums shadow-lg" onClick={onApply}>
      {text} · Apply
    </Button>
  );
}

function describe({ added, ended, moved }: HeldChanges): string {
  const counts = [
    [added, "new"],
    [ended, "ended"],
    [moved, "moved"],
  ] as const;
  return counts.flatMap(([count, what]) => (count > 0 ? `${count} ${what}` : [])).join(", ");
}
