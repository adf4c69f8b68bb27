import { type ReactNode, useEffect, useRef } from "react";

/** How high the pile is now, for what else lies at the foot of the window. */
const HEIGHT = "--foot-bars";

/**
 * All that lies over the foot of the page, in one pile, so that it moves nothing and none covers another. At the end of
 * the page it has room of its own: for one bar always, so that the rows there stay where they are when it goes.
 */
export function FootBars({ children }: { children: ReactNode }) {
  const pile = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const { style } = document.documentElement;
    const observer = new ResizeObserver(([entry]) => {
      style.setProperty(HEIGHT, `${entry?.contentRect.height ?? 0}px`);
    });
    if (pile.current) observer.observe(pile.current);
    return () => {
      observer.disconnect();
      style.removeProperty(HEIGHT);
    };
  }, []);
  return (
    <div className="pointer-events-none sticky bottom-3 z-20 flex min-h-16 items-end justify-center">
      <div ref={pile} className="grid max-w-full justify-items-center gap-2 max-sm:w-full">
        {children}
      </div>
    </div>
  );
}
