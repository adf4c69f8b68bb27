import { Button } from "@/components/ui/button";
import type { PersonRow } from "@/lib/api/people";
import type { Refusals } from "@/lib/domain/person-abilities";
import type { PeopleDialogState } from "./people-dialog";
import type { PersonActs } from "./use-person-acts";

export function PersonActions(props: {
  person: PersonRow;
  acts: PersonActs;
  refusals: Refusals;
  onDialog: (dialog: PeopleDialogState) => void;
}) {
  const { person, acts, refusals } = props;
  const isActive = person.deactivatedAt === null;
  return (
    <div className="flex gap-2 xl:justify-end">
      <Button
        size="sm"
        reasonNot={refusals["make-password-link"]}
        aria-label={`New password link for ${person.email}`}
        onClick={acts.makePasswordLink}
      >
        New password link
      </Button>
      {/* One button for both, so that the focus stays when it turns into the other. */}
      <Button
        size="sm"
        className="min-w-26 max-xl:ml-auto"
        reasonNot={isActive ? refusals.deactivate : undefined}
        aria-label={`${isActive ? "Deactivate" : "Reactivate"} ${person.email}`}
        onClick={isActive ? () => props.onDialog({ name: "deactivate", person }) : acts.reactivate}
      >
        {isActive ? "Deactivate" : "Reactivate"}
      </Button>
    </div>
  );
}
