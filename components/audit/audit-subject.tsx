import { ArrowUpRight } from "lucide-react";
import Link from "next/link";
import type { AuditEntry } from "@/lib/api/audit";
import { shortId } from "@/lib/domain/session";
import type { ChangeAuditFilter } from "./audit-url";
import { FilterButton } from "./filter-button";

/** Which session it was done to, or whom. */
export function AuditSubject({ entry, onFilter }: { entry: AuditEntry; onFilter: ChangeAuditFilter }) {
  const { sessionId, target } = entry;
  if (sessionId === null) return target === null ? null : <div className="break-words">{target}</div>;
  const name = shortId(sessionId);
  return (
    <span className="flex items-center gap-1">
      <FilterButton
        className="figures"
        title={`Only what was done to ${sessionId}`}
        onClick={() => onFilter({ session: sessionId })}
      >
        {name}
      </FilterButton>
      <Link
        href={`/?q=${encodeURIComponent(name)}`}
        aria-label={`Find ${name} among the sessions`}
        title="Find it among the sessions"
        className="-my-1 grid size-7 place-items-center rounded-control text-ink-faint hover:bg-paper hover:text-ink pointer-coarse:size-11"
      >
        <ArrowUpRight aria-hidden className="size-3.5" />
      </Link>
    </span>
  );
}
