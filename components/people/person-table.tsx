import { useQuery } from "@tanstack/react-query";
import type { People } from "@/lib/api/people";
import { refusalsFor } from "@/lib/domain/person-abilities";
import { meQuery } from "@/lib/queries/account";
import type { PeopleDialogState } from "./people-dialog";
import { PERSON_GRID, PersonRow } from "./person-row";

const COLUMNS = ["Person", "Role", "Signs in by", "Last sign-in"];

export function PersonTable({ people, onDialog }: { people: People; onDialog: (dialog: PeopleDialogState) => void }) {
  const { data: me } = useQuery(meQuery());
  const { people: everybody, openIdName } = people;
  return (
    <div role="table" aria-label="People" className="rounded-panel border border-line bg-panel">
      <div role="rowgroup">
        <div role="row" className={`${PERSON_GRID} min-h-9 items-center text-ink-soft text-small max-xl:sr-only`}>
          {COLUMNS.map((label) => (
            <div key={label} role="columnheader">
              {label}
            </div>
          ))}
          <div role="columnheader" className="sr-only">
            Actions
          </div>
        </div>
      </div>
      <div role="rowgroup">
        {everybody.map((person) => (
          <PersonRow
            key={person.id}
            person={person}
            isMe={person.id === me?.id}
            now={people.now}
            openIdName={openIdName}
            refusals={refusalsFor(person, { everybody, myId: me?.id, openIdName })}
            onDialog={onDialog}
          />
        ))}
      </div>
    </div>
  );
}
