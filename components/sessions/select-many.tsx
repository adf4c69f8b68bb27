type SelectManyProps = {
  label: string;
  /** Those that it selects. */
  ids: readonly string[];
  selectedIds: ReadonlySet<string>;
  onSelect: (ids: readonly string[], isSelected: boolean) => void;
};

/** One box for many rows: half ticked when some of them are selected. */
export function SelectMany({ label, ids, selectedIds, onSelect }: SelectManyProps) {
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
        disabled={ids.length === 0}
        checked={areAll}
        onChange={() => onSelect(ids, !areAll)}
      />
    </label>
  );
}
