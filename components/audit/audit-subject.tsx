import { ArrowUpRight } from "lucide-react";
import Link from "next/link";
import type { AuditEntry } from "@/lib/api/audit";
import { shortId } from "@/lib/domain/session";
import type { ChangeAuditFilter } from "./audit-url";
import { FilterButton } from "./filter-button";

/** Which session it was done to, or whom. */
export function AuditSubject({ entry, onFilter }: { entry: AuditEntry; onFilter: ChangeAuditFilter }) {
  const { sessionId, target } = entry;
  if (sessionId === null) {
    // What one does to oneself is told by who did it.
    if (target === null || target === entry.actor.name) return null;
    return (
      <div className="truncate" title={target}>
        <On />
        {target}
      </div>
    );
  }
  const name = shortId(sessionId);
  return (
    <span className="flex items-center gap-1">
      <On />
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

/** In a card, where no column says that this is not who did it. */
function On() {
  return <span className="text-ink-faint lg:hidden">on </span>;
}
