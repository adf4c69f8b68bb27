import { Select } from "@/components/ui/field";
import type { PersonRow } from "@/lib/api/people";
import { isRole, ROLES } from "@/lib/domain/permissions";
import type { PersonActs } from "./use-person-acts";

/** Saves at once, but for what asks first: then it shows the old role until the question is answered. */
export function RoleSelect(props: { person: PersonRow; acts: PersonActs; reasonNot: string | undefined }) {
  const { person, acts } = props;
  return (
    <Select
      aria-label={`Role of ${person.email}`}
      className="w-full min-w-28"
      reasonNot={props.reasonNot}
      value={acts.role}
      onChange={({ target }) => {
        if (isRole(target.value)) acts.changeRole(target.value);
      }}
    >
      {ROLES.map((role) => (
        <option key={role}>{role}</option>
      ))}
    </Select>
  );
}
