import { useEffect, useRef } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { AuditEntry } from "@/lib/api/audit";
import { useTimeZone } from "@/lib/hooks/use-time-zone";
import { AUDIT_GRID, AuditRow } from "./audit-row";
import type { ChangeAuditFilter } from "./audit-url";

type Older = { failure: string | undefined; hasOlder: boolean; isLoading: boolean; onLoadOlder: () => void };

export function AuditList({
  entries,
  initialNow,
  onFilter,
  ...older
}: Older & { entries: readonly AuditEntry[]; initialNow: number; onFilter: ChangeAuditFilter }) {
  const timeZone = useTimeZone();
  return (
    <>
      <div role="table" aria-label="Audit log" className="rounded-panel border border-line bg-panel">
        <div role="rowgroup">
          <div role="row" className={`${AUDIT_GRID} min-h-9 items-center text-ink-soft text-small max-lg:sr-only`}>
            <div role="columnheader" className="truncate" title={timeZone}>
              Time ({timeZone.replace(/^.*\//, "").replaceAll("_", " ")})
            </div>
            {["Who", "What", "On", "Outcome"].map((label) => (
              <div key={label} role="columnheader">
                {label}
              </div>
            ))}
          </div>
        </div>
        <div role="rowgroup">
          {entries.map((entry) => (
            <AuditRow key={entry.id} entry={entry} timeZone={timeZone} initialNow={initialNow} onFilter={onFilter} />
          ))}
        </div>
      </div>
      <Older {...older} />
    </>
  );
}

/** Stays where it is, so that whoever pages by the keyboard goes on from there. */
function Older({ failure, hasOlder, isLoading, onLoadOlder }: Older) {
  const end = useRef<HTMLParagraphElement>(null);
  const wasAsked = useRef(false);
  // The button goes with the last page, and the focus with it.
  useEffect(() => {
    if (!hasOlder && wasAsked.current && document.activeElement === document.body) end.current?.focus();
  }, [hasOlder]);

  function loadOlder() {
    wasAsked.current = true;
    onLoadOlder();
  }

  return (
    <div className="grid min-h-11 justify-items-center gap-2">
      {failure ? (
        <Notice tone="critical" role="alert" className="w-full">
          {failure}
        </Notice>
      ) : null}
      {hasOlder ? (
        <Button aria-disabled={isLoading} onClick={isLoading ? undefined : loadOlder}>
          {isLoading ? "Loading…" : "Load older"}
        </Button>
      ) : (
        <p ref={end} tabIndex={-1} className="self-center px-2 text-ink-faint text-small">
          Nothing older
        </p>
      )}
    </div>
  );
}
