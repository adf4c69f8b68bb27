import type { Session } from "@/lib/domain/session";
import { isSelectable } from "./use-selection";

type SelectManyProps = {
  label: string;
  sessions: readonly Session[];
  selectedIds: ReadonlySet<string>;
  onSelect: (ids: readonly string[], isSelected: boolean) => void;
};

/** One box for many rows: half ticked when some of them are selected. */
export function SelectMany({ label, sessions, selectedIds, onSelect }: SelectManyProps) {
  const ids = sessions.filter(isSelectable).map(({ id }) => id);
  const selectedCount = selectedIds.size === 0 ? 0 : ids.filter((id) => selectedIds.has(id)).length;
  const areAll = ids.length > 0 && selectedCount === ids.length;
  return (
    <label className="-m-2 grid size-8 shrink-0 place-items-center pointer-coarse:size-11">
      <input
        ref={(box) => {
          // An attribute cannot say it.
          if (box) box.indeterminate = selectedCount > 0 && !areAll;
        }}
        type="checkbox"
        aria-label={label}
        title={label}
        className="size-4 accent-ink"
        disabled={ids.length === 0}
        checked={areAll}
        onChange={() => onSelect(ids, !areAll)}
      />
    </label>
  );
}
