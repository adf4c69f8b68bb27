import { CircleDashed, CirclePlay, type LucideIcon, OctagonX } from "lucide-react";
import type { PolicyMode } from "@/lib/domain/policy";

const MARKS: Record<PolicyMode, { icon: LucideIcon; className: string }> = {
  dry: { icon: CircleDashed, className: "text-ink-soft" },
  on: { icon: CirclePlay, className: "text-calm" },
  stopped: { icon: OctagonX, className: "text-critical" },
};

export function ModeMark({ mode }: { mode: PolicyMode }) {
  const { icon: Icon, className } = MARKS[mode];
  return (
    <span className={`inline-flex items-center gap-1.5 font-medium ${className}`}>
      <Icon aria-hidden className="size-4 shrink-0" />
      {mode}
    </span>
  );
}
