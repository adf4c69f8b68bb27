import { useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { FieldError, Select } from "@/components/ui/field";
import { AuditFilter, type AuditFilterText } from "@/lib/api/audit";
import { AUDIT_OUTCOMES } from "@/lib/domain/audit";
import { ActionFilter } from "./action-filter";
import { type AuditFilterView, type ChangeAuditFilter, toFilterText } from "./audit-url";
import { CommittedInput } from "./committed-input";
import { InstantInput } from "./instant-input";

export function AuditFilterBar(props: {
  view: AuditFilterView;
  onFilter: ChangeAuditFilter;
  onClear: (() => void) | undefined;
}) {
  const { view, onFilter } = props;
  const moreId = useId();
  // On a phone all of them would push the entries off the screen.
  const [showsMore, setShowsMore] = useState(false);
  const filter = toFilterText(view);
  const problem = problemOf(filter);
  const more = Object.keys(filter).filter((name) => name !== "who").length;
  return (
    <search aria-label="Filter entries" className="grid gap-1.5">
      <div className="grid grid-cols-2 items-center gap-2.5 sm:flex sm:flex-wrap [&_select]:min-w-0">
        <CommittedInput
          type="search"
          aria-label="Who"
          aria-invalid={problem?.field === "who"}
          placeholder="By (address)"
          autoComplete="off"
          className="w-full sm:w-52"
          value={view.who ?? ""}
          onCommit={(who) => onFilter({ who: who.toLowerCase() || null })}
        />
        <Button
          className="sm:hidden"
          aria-expanded={showsMore}
          aria-controls={moreId}
          onClick={() => setShowsMore(!showsMore)}
        >
          {showsMore ? "Fewer" : "More"} filters{more > 0 ? ` · ${more} set` : ""}
        </Button>
        <div
          id={moreId}
          className={cn("col-span-2 grid grid-cols-2 gap-2.5 sm:contents", !showsMore && "max-sm:hidden")}
        >
          <ActionFilter value={view.what} onChange={(what) => onFilter({ what })} />
          <Select
            aria-label="Outcome"
            value={view.outcome ?? ""}
            onChange={(event) => onFilter({ outcome: event.target.value || null })}
          >
            <option value="">Any outcome</option>
            {AUDIT_OUTCOMES.map((outcome) => (
              <option key={outcome}>{outcome}</option>
            ))}
          </Select>
          <CommittedInput
            type="search"
            aria-label="Session"
            aria-invalid={problem?.field === "session"}
            placeholder="Any session"
            autoComplete="off"
            className="figures w-full sm:w-32"
            value={view.session ?? ""}
            onCommit={(session) => onFilter({ session: session || null })}
          />
          <span className="contents max-sm:[&>label]:col-span-2 max-sm:[&>label]:grid max-sm:[&>label]:grid-cols-[2.5rem_1fr]">
            <InstantInput label="From" value={view.from} onChange={(from) => onFilter({ from })} />
            <InstantInput label="To" value={view.to} onChange={(to) => onFilter({ to })} />
          </span>
        </div>
        {props.onClear ? (
          <Button variant="quiet" className="max-sm:col-span-2" onClick={props.onClear}>
            Clear the filters
          </Button>
        ) : null}
      </div>
      <FieldError message={problem?.message} />
    </search>
  );
}

/** In the words of the schema, which follow the field's name. */
function problemOf(filter: AuditFilterText): { field: string; message: string } | undefined {
  const issue = AuditFilter.safeParse(filter).error?.issues[0];
  if (!issue) return undefined;
  const field = issue.path.join(".");
  return { field, message: `${field} ${issue.message}.` };
}
