import type { ReactNode } from "react";

/** Words for an instant, with the exact one for whoever points at it. In UTC, as server and browser both know it. */
export function Instant({ at, children }: { at: number; children: ReactNode }) {
  const iso = new Date(at).toISOString();
  return (
    <time dateTime={iso} title={`${iso.slice(0, 16).replace("T", " ")} UTC`} className="tabular-nums">
      {children}
    </time>
  );
}
