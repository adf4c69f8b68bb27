import { Ban, Check, CircleDashed, CircleHelp, CircleSlash, type LucideIcon, X } from "lucide-react";
import type { ReactNode } from "react";

const MARKS = {
  done: { icon: Check, className: "text-ink-soft" },
  requested: { icon: CircleDashed, className: "text-ink-soft" },
  refused: { icon: Ban, className: "text-warning" },
  skipped: { icon: CircleSlash, className: "text-ink-soft" },
  failed: { icon: X, className: "text-critical" },
  unknown: { icon: CircleHelp, className: "text-idle" },
} satisfies Record<string, { icon: LucideIcon; className: string }>;

type MarkedOutcome = keyof typeof MARKS;

/** A word for how something ended, with the shape and the colour that it has on every page. */
export function OutcomeMark({ outcome, children }: { outcome: MarkedOutcome; children: ReactNode }) {
  const { icon: Icon, className } = MARKS[outcome];
  return (
    <span className={`flex items-center gap-1.5 ${className}`}>
      <Icon aria-hidden className="size-3.5 shrink-0" />
      {children}
    </span>
  );
}
