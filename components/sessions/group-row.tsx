import { ChevronDown } from "lucide-react";
import { memo, useMemo } from "react";
import { formatAge } from "@/lib/domain/duration";
import type { Session } from "@/lib/domain/session";
import {
  type GroupBy,
  groupName,
  provenIdleCount,
  type SessionGroup,
  totalSecondsLeft,
} from "@/lib/domain/session-groups";
import { useTicking } from "@/lib/hooks/use-now";
import { SelectMany } from "./select-many";
import { toRowIndex } from "./use-row-focus";
import { selectableIds } from "./use-selection";

type GroupRowProps = {
  group: SessionGroup;
  groupBy: GroupBy;
  currentOf: (session: Session) => Session;
  initialNow: number;
  index: number;
  isActive: boolean;
  isCollapsed: boolean;
  selectedIds: ReadonlySet<string>;
  onSelect: (ids: readonly string[], isSelected: boolean) => void;
  onToggle: (value: string) => void;
  onOnly: (value: string) => void;
};

/** The header of a group: how many it has, how many of them are idle, and what they have left together. */
export const GroupRow = memo(function GroupRow({ group, groupBy, ...props }: GroupRowProps) {
  const name = groupName(groupBy);
  const label = group.value === "" ? `no ${name}` : group.value;
  const { currentOf } = props;
  const sessions = useMemo(() => group.sessions.map(currentOf), [group, currentOf]);
  const ids = useMemo(() => selectableIds(sessions), [sessions]);
  const left = useTicking(props.initialNow, (now) => formatAge(totalSecondsLeft(sessions, now)));
  const idleCount = useTicking(props.initialNow, (now) => provenIdleCount(sessions, now));
  return (
    <div
      role="row"
      aria-rowindex={toRowIndex(props.index)}
      tabIndex={props.isActive ? 0 : -1}
      aria-label={`Group ${label}`}
      className="h-(--group-row) border-line border-t bg-paper outline-offset-[-2px] contain-layout contain-style max-lg:first:border-t-0"
    >
      <div role="cell" aria-colspan={8} className="flex h-full items-center gap-3 px-3.5">
        <SelectMany
          label={`Select all of ${label}`}
          ids={ids}
          selectedIds={props.selectedIds}
          onSelect={props.onSelect}
        />
        <button
          type="button"
          aria-expanded={!props.isCollapsed}
          className="group -mx-1.5 flex h-8 min-w-0 items-center gap-1.5 rounded-control px-1.5 pointer-coarse:h-11"
          onClick={() => props.onToggle(group.value)}
        >
          <ChevronDown aria-hidden className="size-3.5 shrink-0 group-aria-[expanded=false]:-rotate-90" />
          {group.value === "" ? null : <span className="text-ink-faint max-sm:hidden">{name}</span>}
          <span className="truncate font-medium">{label}</span>
        </button>
        <span className="whitespace-nowrap text-ink-soft text-small tabular-nums">
          {group.sessions.length}
          <span className="max-sm:sr-only"> {group.sessions.length === 1 ? "session" : "sessions"}</span>
          {/* A phone has room for the name, or for a zero. */}
          <span data-idle={idleCount > 0} className="group/idle max-sm:data-[idle=false]:hidden">
            {" · "}
            <span
              title="Proven idle"
              className="group-data-[idle=true]/idle:font-medium group-data-[idle=true]/idle:text-ink"
            >
              {idleCount} idle
            </span>
          </span>
          {" · "}
          {left}
          <span className="max-sm:sr-only"> left</span>
        </span>
        <button
          type="button"
          aria-label={`Only ${label}`}
          className="ml-auto h-8 shrink-0 rounded-control px-2 text-ink-soft text-small hover:bg-panel hover:text-ink pointer-coarse:h-11"
          onClick={() => props.onOnly(group.value)}
        >
          Only<span className="max-sm:sr-only"> this</span>
        </button>
      </div>
    </div>
  );
});
