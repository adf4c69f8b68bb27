"use client";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/field";
import { ToggleChip } from "@/components/ui/toggle-chip";
import { SESSION_STATUSES } from "@/lib/domain/session";
import type { GroupBy } from "@/lib/domain/session-groups";
import { type SessionFilter, SORT_KEYS, type SortKey } from "@/lib/domain/session-list";
import { usePermission } from "@/lib/hooks/use-permission";
import { FilterInput } from "./filter-input";
import { GroupControls } from "./group-controls";
import type { SessionListView } from "./session-list-url";

const SORT_LABELS: Record<SortKey, string> = {
  idle: "Idle longest",
  "time-left": "Time left",
  owner: "Owner",
  cost: "Cost",
  age: "Age",
  status: "Status",
  region: "Region",
  id: "Id",
};

export function SessionToolbar(props: {
  view: SessionListView;
  onView: (change: Partial<SessionListView>) => void;
  metadataGroups: readonly GroupBy[];
  resultCount: number;
  liveCount: number;
  onCreate: () => void;
  onShowKeys: () => void;
}) {
  const { view, onView } = props;
  return (
    <search className="flex flex-wrap items-center gap-2.5 max-sm:[&_select]:w-[calc(50%-0.3125rem)]">
      <div className="flex gap-2.5 max-sm:w-full">
        <FilterInput value={view.text} onChange={(text) => onView({ text })} />
        <NewSession className="sm:hidden" onCreate={props.onCreate} />
      </div>
      <div className="flex flex-wrap gap-2.5 max-sm:w-full">
        <ToggleChip pressed={view.keepAlive} onPressedChange={(keepAlive) => onView({ keepAlive })}>
          keepAlive
        </ToggleChip>
        <ToggleChip pressed={view.idle} onPressedChange={(idle) => onView({ idle })}>
          Idle &gt; 10 min
        </ToggleChip>
        <ToggleChip pressed={view.mine} onPressedChange={(mine) => onView({ mine })}>
          Mine
        </ToggleChip>
      </div>
      <Select
        aria-label="Status"
        value={view.status}
        onChange={(event) => onView({ status: toStatus(event.target.value) })}
      >
        <option value="all">Any status</option>
        {SESSION_STATUSES.map((status) => (
          <option key={status}>{status}</option>
        ))}
      </Select>
      <Select
        aria-label="Sort by"
        className="lg:hidden"
        value={view.sort}
        onChange={(event) => onView({ sort: toSortKey(event.target.value), descending: false })}
      >
        {SORT_KEYS.map((key) => (
          <option key={key} value={key}>
            {SORT_LABELS[key]}
          </option>
        ))}
      </Select>
      <GroupControls view={view} metadataGroups={props.metadataGroups} onView={onView} />
      <p role="status" className="ml-auto text-ink-faint text-small tabular-nums">
        {props.resultCount} {props.resultCount === 1 ? "result" : "results"} · {props.liveCount} live
      </p>
      <Button
        size="icon"
        variant="quiet"
        className="max-sm:hidden"
        aria-label="Keyboard"
        aria-keyshortcuts="?"
        title="Keyboard (?)"
        onClick={props.onShowKeys}
      >
        ?
      </Button>
      <NewSession className="max-sm:hidden" onCreate={props.onCreate} />
    </search>
  );
}

function NewSession({ className, onCreate }: { className: string; onCreate: () => void }) {
  const { reason } = usePermission("sessions:create");
  return (
    <Button className={className} reasonNot={reason} onClick={onCreate}>
      New session
    </Button>
  );
}

function toStatus(value: string): SessionFilter["status"] {
  return SESSION_STATUSES.find((status) => status === value) ?? "all";
}

function toSortKey(value: string): SortKey {
  return SORT_KEYS.find((key) => key === value) ?? "idle";
}
