import { type Session, shortId } from "@/lib/domain/session";
import type { SelectRow } from "./use-row-selection";
import { isSelectable } from "./use-selection";

type SelectBoxProps = { session: Session; isSelected: boolean; onSelect: SelectRow };

export function SelectBox({ session, isSelected, onSelect }: SelectBoxProps) {
  if (!isSelectable(session)) return null;
  return (
    <label className="-m-2 grid size-8 select-none place-items-center pointer-coarse:-my-3.5 pointer-coarse:h-11">
      <input
        type="checkbox"
        aria-label={`Select ${shortId(session.id)}`}
        title="Select; with Shift, all from the last one on"
        checked={isSelected}
        // A click tells whether Shift is held, which a change does not.
        onChange={ignore}
        onClick={({ shiftKey }) => onSelect(session, shiftKey)}
      />
    </label>
  );
}

function ignore(): void {
  // React wants it of a box that is checked by its owner.
}
