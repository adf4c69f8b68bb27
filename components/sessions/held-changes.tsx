import { type RefObject, Suspense } from "react";
import { HeldChip } from "./late-parts";
import type { HeldList } from "./use-held-list";

type HeldChangesProps = {
  held: HeldList;
  /** One that is here has not left the list. */
  region: RefObject<HTMLDivElement | null>;
  onApply: () => void;
};

/** What a list that stands still has not shown yet. */
export function HeldChanges({ held, region, onApply }: HeldChangesProps) {
  return (
    <div ref={region} role="status" className="pointer-events-auto empty:absolute" {...held.handlers}>
      {held.still ? (
        <Suspense fallback={null}>
          <HeldChip {...held.still} onApply={onApply} />
        </Suspense>
      ) : null}
    </div>
  );
}
