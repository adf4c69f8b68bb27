import type { RefObject } from "react";
import { Button } from "@/components/ui/button";
import type { HeldList } from "./use-held-list";

type HeldChangesProps = {
  held: HeldList;
  /** One that is here has not left the list. */
  region: RefObject<HTMLDivElement | null>;
  onApply: () => void;
};

/** What a list that stands still has not shown yet: `3 new, 2 ended`. */
export function HeldChanges({ held, region, onApply }: HeldChangesProps) {
  const text = describe(held.changes);
  return (
    <div ref={region} role="status" className="pointer-events-auto empty:absolute" {...held.handlers}>
      {text ? (
        <Button variant="primary" shape="pill" className="tabular-nums shadow-lg" onClick={onApply}>
          {text} · Apply
        </Button>
      ) : null}
    </div>
  );
}

function describe({ added, ended }: HeldList["changes"]): string {
  return [added > 0 ? `${added} new` : "", ended > 0 ? `${ended} ended` : ""].filter(Boolean).join(", ");
}
