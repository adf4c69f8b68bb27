import { X } from "lucide-react";
import { Select } from "@/components/ui/field";
import { ToggleChip } from "@/components/ui/toggle-chip";
import { GROUP_FIELDS, type GroupBy, groupName, parseGroupBy } from "@/lib/domain/session-groups";
import type { SessionListView } from "./session-list-url";

type GroupControlsProps = {
  view: Pick<SessionListView, "group" | "only">;
  metadataGroups: readonly GroupBy[];
  onView: (change: Partial<Pick<SessionListView, "group" | "only">>) => void;
};

/** What to group by, and the one group that the list is narrowed to. */
export function GroupControls({ view: { group, only }, metadataGroups, onView }: GroupControlsProps) {
  // A view that came by URL may name a key that no session has now.
  const unused = group !== null && !isListed(group, metadataGroups) ? [group] : [];
  return (
    <>
      <Select
        aria-label="Group by"
        // As wide whatever there is to choose from, which comes after the first paint.
        className="sm:w-36"
        value={group ?? ""}
        onChange={(event) => onView({ group: parseGroupBy(event.target.value), only: null })}
      >
        <option value="">No groups</option>
        {GROUP_FIELDS.map((field) => (
          <option key={field} value={field}>
            By {field}
          </option>
        ))}
        <optgroup label="Metadata">
          {[...metadataGroups, ...unused].map((choice) => (
            <option key={choice} value={choice}>
              By {groupName(choice)}
            </option>
          ))}
        </optgroup>
      </Select>
      {group === null || only === null ? null : (
        <ToggleChip pressed onPressedChange={() => onView({ only: null })}>
          <span className="inline-flex items-center gap-1.5">
            {only === "" ? `no ${groupName(group)}` : `${groupName(group)}: ${only}`}
            <X aria-hidden className="size-3.5" />
          </span>
        </ToggleChip>
      )}
    </>
  );
}

function isListed(group: GroupBy, metadataGroups: readonly GroupBy[]): boolean {
  return GROUP_FIELDS.some((field) => field === group) || metadataGroups.includes(group);
}
