import { ChevronDown } from "lucide-react";
import { memo, useMemo } from "react";
import { buttonClass } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { formatAge } from "@/lib/domain/duration";
import type { Session } from "@/lib/domain/session";
import {
  type GroupBy,
  groupName,
  provenIdleCount,
  type SessionGroup,
  totalSecondsLeft,
} from "@/lib/domain/session-groups";
import { unneededSessions } from "@/lib/domain/session-list";
import { useTicking } from "@/lib/hooks/use-now";
import { usePermission } from "@/lib/hooks/use-permission";
import { upstreamNow } from "@/lib/queries/upstream-clock";
import { loadReleaseDialog } from "./late-parts";
import type { ReleaseAsk } from "./release-dialog";
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
  onRelease: (ask: ReleaseAsk) => void;
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
  const { isAllowed: canRelease } = usePermission("sessions:release");
  const unneededCount = useTicking(props.initialNow, (now) => unneededSessions(sessions, now).length);
  const isReleaseOffered = canRelease && unneededCount > 0;

  function release() {
    const now = upstreamNow() ?? props.initialNow;
    props.onRelease({ ids: unneededSessions(sessions, now).map(({ id }) => id) });
  }

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
          {/* A phone has room for the name, or for a zero; and the button tells the number too. */}
          <span
            data-idle={idleCount > 0}
            data-offered={isReleaseOffered}
            className="group/idle max-sm:data-[idle=false]:hidden max-sm:data-[offered=true]:hidden"
          >
            {" · "}
            <span
              title="Proven idle"
              className="group-data-[idle=true]/idle:font-medium group-data-[idle=true]/idle:text-ink"
            >
              {idleCount} idle
            </span>
          </span>
          <span className="max-sm:sr-only"> · {left} in all</span>
        </span>
        <span className="ml-auto flex shrink-0 items-center gap-2 max-sm:-mr-2 max-sm:gap-0">
          <button
            type="button"
            aria-label={`Show only ${label}`}
            className="h-8 rounded-control px-2 text-ink-soft text-small hover:bg-panel hover:text-ink pointer-coarse:h-11"
            onClick={() => props.onOnly(group.value)}
          >
            <span className="max-sm:hidden">Show only</span>
            <span className="sm:hidden">Only</span>
          </button>
          {isReleaseOffered ? (
            <button
              type="button"
              aria-label={`Release ${unneededCount} idle of ${label}`}
              // The row is no higher than a finger.
              className={cn(
                buttonClass({ size: "tight" }),
                "relative max-h-7 text-small after:absolute after:inset-x-0 after:-inset-y-1 pointer-coarse:max-h-9",
              )}
              onPointerEnter={loadReleaseDialog}
              onFocus={loadReleaseDialog}
              onClick={release}
            >
              Release {unneededCount} idle
            </button>
          ) : null}
        </span>
      </div>
    </div>
  );
});
