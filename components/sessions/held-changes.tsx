import { Button } from "@/components/ui/button";
import type { HeldChanges as Changes } from "@/lib/domain/held-list";

type HeldChangesProps = {
  changes: Changes;
  /** Something else lies at the foot of the page. */
  isRaised: boolean;
  onApply: () => void;
};

/** What a list that stands still has not shown yet: `3 new, 2 ended`. It lies over the list and moves nothing. */
export function HeldChanges({ changes, isRaised, onApply }: HeldChangesProps) {
  const text = describe(changes);
  return (
    <div
      data-raised={isRaised}
      className="pointer-events-none sticky bottom-3 z-20 flex h-0 items-end justify-center data-[raised=true]:bottom-20 max-sm:data-[raised=true]:bottom-32"
    >
      <div role="status" className="pointer-events-auto">
        {text ? (
          <Button variant="primary" shape="pill" className="tabular-nums shadow-lg" onClick={onApply}>
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
