import type { ReactNode } from "react";

/**
 * All that lies over the foot of the page, in one pile, so that it moves nothing and none covers another. At the end of
 * the page it has room of its own: for one bar always, so that the rows there stay where they are when it goes.
 */
export function FootBars({ children }: { children: ReactNode }) {
  return (
    <div className="pointer-events-none sticky bottom-3 z-20 flex min-h-16 items-end justify-center">
      <div className="grid max-w-full justify-items-center gap-2 max-sm:w-full">{children}</div>
    </div>
  );
}
