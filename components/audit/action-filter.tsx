import { Select } from "@/components/ui/field";
import { AUDIT_ACTIONS } from "@/lib/domain/audit";

const GROUPS = [
  { label: "Sessions", nouns: ["session"] },
  { label: "People and accounts", nouns: ["person", "invitation", "people", "account"] },
  { label: "Settings", nouns: ["settings"] },
  { label: "Audit log and pages", nouns: ["audit", "page"] },
].map(({ label, nouns }) => {
  const actions = Object.entries(AUDIT_ACTIONS).filter(([action]) => nouns.includes(action.split(".")[0] ?? ""));
  return { label, actions, all: actions.map(([action]) => action).join(",") };
});

/** One action, or all of a kind. A link may name any others, which are shown as what they are. */
export function ActionFilter({ value, onChange }: { value: string | null; onChange: (value: string | null) => void }) {
  const isListed = GROUPS.some(({ actions, all }) => all === value || actions.some(([action]) => action === value));
  return (
    <Select
      aria-label="What"
      className="max-sm:col-span-2 sm:w-44"
      value={value ?? ""}
      onChange={(event) => onChange(event.target.value || null)}
    >
      <option value="">Anything</option>
      {value === null || isListed ? null : <option value={value}>Several actions</option>}
      {GROUPS.map(({ label, actions, all }) => (
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
