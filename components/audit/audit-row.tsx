import { memo, type ReactNode } from "react";
import { OutcomeMark } from "@/components/ui/outcome-mark";
import type { AuditEntry } from "@/lib/api/audit";
import { actionLabel } from "@/lib/domain/audit";
import { formatAgo, formatInstant } from "@/lib/domain/instant";
import { useNow } from "@/lib/hooks/use-now";
import { AuditSubject } from "./audit-subject";
import type { ChangeAuditFilter } from "./audit-url";
import { ChangeList } from "./change-list";
import { FilterButton } from "./filter-button";

/** Shared with the header. On a phone a row becomes a card: what and its outcome on top. */
export const AUDIT_GRID =
  "grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 px-3.5 lg:grid-cols-[9.5rem_13rem_minmax(0,1fr)_9rem_11rem] xl:grid-cols-[9.5rem_15rem_minmax(0,1fr)_15rem_12rem] xl:gap-x-6";

type AuditRowProps = { entry: AuditEntry; timeZone: string; initialNow: number; onFilter: ChangeAuditFilter };

/** Entries do not change, and there may be thousands on the page: only what is new is drawn when more are loaded. */
export const AuditRow = memo(
  function AuditRow({ entry, timeZone, initialNow, onFilter }: AuditRowProps) {
    return (
      <div
        role="row"
        className={`${AUDIT_GRID} min-h-13 gap-y-1 border-line border-t py-2 max-lg:first:border-t-0 max-lg:py-3`}
      >
        <Cell className="max-lg:col-span-2 max-lg:row-start-4 max-lg:flex max-lg:gap-2">
          <Instant at={entry.at} timeZone={timeZone} initialNow={initialNow} />
        </Cell>
        <Cell className="max-lg:col-span-2 max-lg:row-start-2">
          <Actor entry={entry} onFilter={onFilter} />
        </Cell>
        <Cell className="max-lg:row-start-1">
          <Deed entry={entry} timeZone={timeZone} onFilter={onFilter} />
        </Cell>
        <Cell className="max-lg:col-span-2 max-lg:row-start-3 max-lg:empty:hidden">
          <AuditSubject entry={entry} onFilter={onFilter} />
        </Cell>
        <Cell className="max-lg:row-start-1 max-lg:max-w-36">
          <OutcomeMark outcome={entry.outcome}>{entry.outcome}</OutcomeMark>
          {entry.detail ? <p className="text-pretty break-words text-ink-faint text-small">{entry.detail}</p> : null}
        </Cell>
      </div>
    );
  },
  (before, after) =>
    before.entry.id === after.entry.id &&
    before.entry.outcome === after.entry.outcome &&
    before.timeZone === after.timeZone,
);

function Instant({ at, timeZone, initialNow }: Omit<AuditRowProps, "entry" | "onFilter"> & { at: number }) {
  const { date, time } = formatInstant(at, timeZone);
  return (
    <>
      <time dateTime={new Date(at).toISOString()} className="figures whitespace-nowrap text-small">
        <span className="text-ink-soft">{date}</span> {time}
      </time>
      <Ago at={at} initialNow={initialNow} />
    </>
  );
}

function Ago({ at, initialNow }: { at: number; initialNow: number }) {
  return <div className="text-ink-faint text-small">{formatAgo(useNow(initialNow) - at)}</div>;
}

function Actor({ entry, onFilter }: Pick<AuditRowProps, "entry" | "onFilter">) {
  const { actor, role, address } = entry;
  const name = actor.name || "Somebody";
  return (
    <>
      {actor.name ? (
        <FilterButton title={`Only what ${name} did`} onClick={() => onFilter({ who: actor.name.toLowerCase() })}>
          {name}
        </FilterButton>
      ) : (
        name
      )}
      <div className="truncate text-ink-faint text-small">
        {standing(actor.kind, role)}
        {address ? (
          <>
            {" · from "}
            <span className="figures">{address}</span>
          </>
        ) : null}
      </div>
    </>
  );
}

function standing(kind: AuditEntry["actor"]["kind"], role: AuditEntry["role"]): string {
  if (kind === "system") return "by itself";
  return kind === "visitor" ? "not signed in" : (role ?? "no role");
}

function Deed({ entry, timeZone, onFilter }: Omit<AuditRowProps, "initialNow">) {
  return (
    <>
      <FilterButton className="font-medium" title="Only this action" onClick={() => onFilter({ what: entry.action })}>
        {actionLabel(entry.action)}
      </FilterButton>
      {entry.reason ? <p className="break-words text-ink-soft">“{entry.reason}”</p> : null}
      <ChangeList entry={entry} timeZone={timeZone} />
    </>
  );
}

function Cell({ className, children }: { className: string; children: ReactNode }) {
  return (
    <div role="cell" className={`min-w-0 ${className}`}>
      {children}
    </div>
  );
}
