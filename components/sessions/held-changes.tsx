import { Button } from "@/components/ui/button";
import type { HeldChanges as Changes } from "@/lib/domain/held-list";

/** What a list that stands still has not shown yet: `3 new, 2 ended`. It lies over the list and moves nothing. */
export function HeldChanges({ changes, onApply }: { changes: Changes; onApply: () => void }) {
  const text = describe(changes);
  return (
    <div className="pointer-events-none sticky bottom-3 z-20 flex h-0 items-end justify-center">
      <div role="status" className="pointer-events-auto">
        {text ? (
          <Button variant="primary" className="rounded-full tabular-nums shadow-lg" onClick={onApply}>
            {text} · Apply
          </Button>
        ) : null}
      </div>
    </div>
  );
}

function describe({ added, ended }: Changes): string {
  return [added > 0 ? `${added} new` : "", ended > 0 ? `${ended} ended` : ""].filter(Boolean).join(", ");
}
