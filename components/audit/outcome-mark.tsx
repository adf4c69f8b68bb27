import { Ban, Check, CircleDashed, CircleHelp, CircleSlash, type LucideIcon, X } from "lucide-react";
import type { AuditOutcome } from "@/lib/domain/audit";

const MARKS: Record<AuditOutcome, { icon: LucideIcon; className: string }> = {
  done: { icon: Check, className: "text-ink-soft" },
  requested: { icon: CircleDashed, className: "text-ink-soft" },
  refused: { icon: Ban, className: "text-warning" },
  skipped: { icon: CircleSlash, className: "text-ink-soft" },
  failed: { icon: X, className: "text-critical" },
  unknown: { icon: CircleHelp, className: "text-idle" },
};

export function OutcomeMark({ outcome, detail }: { outcome: AuditOutcome; detail: string | null }) {
  const { icon: Icon, className } = MARKS[outcome];
  return (
    <>
      <span className={`flex items-center gap-1.5 ${className}`}>
        <Icon aria-hidden className="size-3.5 shrink-0" />
        {outcome}
      </span>
      {detail ? <p className="text-pretty break-words text-ink-faint text-small">{detail}</p> : null}
    </>
  );
}
