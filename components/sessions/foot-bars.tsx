import type { ReactNode } from "react";

/** Lie over the foot of the page, so that they move nothing. */
export function FootBars({ children }: { children: ReactNode }) {
  return (
    <div className="pointer-events-none sticky bottom-3 z-20 flex h-0 items-end justify-center">
      <div className="grid max-w-full justify-items-center gap-2 max-sm:w-full">{children}</div>
    </div>
  );
}
