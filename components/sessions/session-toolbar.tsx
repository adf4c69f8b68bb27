"use client";
import { useEffect, useRef } from "react";
import { Button } from "@/components/ui/button";
import { Select, TextInput } from "@/components/ui/field";
import { ToggleChip } from "@/components/ui/toggle-chip";
import { SESSION_STATUSES } from "@/lib/domain/session";
import { type SessionFilter, type SessionSort, SORT_KEYS, type SortKey } from "@/lib/domain/session-list";
import { usePermission } from "@/lib/hooks/use-permission";

const SORT_LABELS: Record<SortKey, string> = {
  "time-left": "Time left",
  age: "Age",
  status: "Status",
  region: "Region",
  id: "Id",
};

export function SessionToolbar(props: {
  onCreate: () => void;
  filter: SessionFilter;
  onFilter: (change: Partial<SessionFilter>) => void;
  sort: SessionSort;
  onSort: (sort: SessionSort) => void;
  resultCount: number;
  liveCount: number;
}) {
  const { filter, onFilter, sort } = props;
  return (
    <search className="grid grid-cols-[auto_minmax(0,1fr)_minmax(0,1fr)] items-center gap-2.5 sm:flex sm:flex-wrap">
      <div className="col-span-3 flex gap-2.5">
        <FilterInput value={filter.text} onChange={(text) => onFilter({ text })} />
        <NewSession className="sm:hidden" onCreate={props.onCreate} />
      </div>
      <ToggleChip pressed={filter.keepAlive} onPressedChange={(keepAlive) => onFilter({ keepAlive })}>
        keepAlive
      </ToggleChip>
      <Select
        aria-label="Status"
        value={filter.status}
        onChange={(event) => onFilter({ status: toStatus(event.target.value) })}
      >
        <option value="all">Any status</option>
        {SESSION_STATUSES.map((status) => (
          <option key={status}>{status}</option>
        ))}
      </Select>
      <Select
        aria-label="Sort by"
        className="lg:hidden"
        value={sort.key}
        onChange={(event) => props.onSort({ key: toSortKey(event.target.value), descending: false })}
      >
        {SORT_KEYS.map((key) => (
          <option key={key} value={key}>
            {SORT_LABELS[key]}
          </option>
        ))}
      </Select>
      <p role="status" className="text-ink-faint text-small max-sm:col-span-3 sm:ml-auto">
        {props.resultCount} {props.resultCount === 1 ? "result" : "results"} · {props.liveCount} live
      </p>
      <NewSession className="max-sm:hidden" onCreate={props.onCreate} />
    </search>
  );
}

function NewSession({ className, onCreate }: { className: string; onCreate: () => void }) {
  const { reason } = usePermission("sessions:create");
  return (
    <Button variant="primary" className={className} reasonNot={reason} onClick={onCreate}>
      New session
    </Button>
  );
}

function FilterInput({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    function focusOnSlash(event: KeyboardEvent) {
      if (event.key !== "/" || event.ctrlKey || event.metaKey || isTyping(event.target)) return;
      event.preventDefault();
      input.current?.focus();
    }
    document.addEventListener("keydown", focusOnSlash);
    return () => document.removeEventListener("keydown", focusOnSlash);
  }, []);
  return (
    <span className="relative min-w-0 flex-1 sm:w-72 sm:flex-none">
      <TextInput
        ref={input}
        type="search"
        aria-label="Filter sessions"
        aria-keyshortcuts="/"
        placeholder="Filter by id or metadata"
        className="peer w-full"
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      <kbd
        aria-hidden
        className="pointer-events-none absolute top-2 right-2.5 hidden rounded border border-line-strong px-1.5 font-mono text-ink-faint text-small pointer-fine:peer-placeholder-shown:inline"
      >
        /
      </kbd>
    </span>
  );
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches("input, textarea, select, [contenteditable], [role=dialog] *");
}

function toStatus(value: string): SessionFilter["status"] {
  return SESSION_STATUSES.find((status) => status === value) ?? "all";
}

function toSortKey(value: string): SortKey {
  return SORT_KEYS.find((key) => key === value) ?? "time-left";
}
