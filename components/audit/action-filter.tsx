import { Select } from "@/components/ui/field";
import { actionLabel } from "@/lib/domain/audit";
import { AUDIT_GROUPS } from "@/lib/domain/audit-groups";

/** One action, or all of a kind. A link may name any others, which are shown as what they are. */
export function ActionFilter({ value, onChange }: { value: string | null; onChange: (value: string | null) => void }) {
  const isListed = AUDIT_GROUPS.some(
    ({ actions, all }) => all === value || actions.some(([action]) => action === value),
  );
  return (
    <Select
      aria-label="What"
      className="max-sm:col-span-2 sm:w-44"
      value={value ?? ""}
      onChange={(event) => onChange(event.target.value || null)}
    >
      <option value="">Anything</option>
      {value === null || isListed ? null : (
        <option value={value}>{value.includes(",") ? "Several actions" : actionLabel(value)}</option>
      )}
      {AUDIT_GROUPS.map(({ label, actions, all }) => (
        <optgroup key={label} label={label}>
          <option value={all}>{`Anything: ${label.toLowerCase()}`}</option>
          {actions.map(([action, words]) => (
            <option key={action} value={action}>
              {words}
            </option>
          ))}
        </optgroup>
      ))}
    </Select>
  );
}
