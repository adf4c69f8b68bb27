import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { PersonRow } from "@/lib/api/people";
import type { Role } from "@/lib/domain/permissions";
import { changeRoleMutation, makePasswordLinkMutation, reactivatePersonMutation } from "@/lib/queries/people";
import type { PeopleDialogState } from "./people-dialog";

export type PersonActs = {
  /** The role as it is, or as it will be once the server has said so. */
  role: Role;
  changeRole: (role: Role) => void;
  makePasswordLink: () => void;
  reactivate: () => void;
  /** The sentence of the last act that was refused. */
  failure: string | undefined;
};

type Options = { isMe: boolean; onDialog: (dialog: PeopleDialogState) => void };

/** What is done with a person at once. What has consequences that one may not see coming asks first, in a dialog. */
export function usePersonActs(person: PersonRow, { isMe, onDialog }: Options): PersonActs {
  const queryClient = useQueryClient();
  const role = useMutation(changeRoleMutation(queryClient));
  const passwordLink = useMutation(makePasswordLinkMutation(queryClient));
  const reactivation = useMutation(reactivatePersonMutation(queryClient));
  const acts = [role, passwordLink, reactivation];

  /** One at a time; a failure stands until the next. */
  function begin(act: () => void) {
    if (acts.some(({ isPending }) => isPending)) return;
    for (const { reset } of acts) reset();
    act();
  }

  return {
    role: role.isPending ? role.variables.role : person.role,
    changeRole(next) {
      if (next === person.role) return;
      // A select that has the focus passes through roles by arrow keys, and must not make an admin on its way.
      if (isMe || person.role === "admin" || next === "admin")
        return onDialog({ name: "role", person, role: next, isMe });
      begin(() => role.mutate({ id: person.id, role: next }));
    },
    makePasswordLink: () =>
      begin(() =>
        passwordLink.mutate(person.id, { onSuccess: (result) => onDialog({ name: "link", result, isNew: false }) }),
      ),
    reactivate: () => begin(() => reactivation.mutate(person.id)),
    failure: acts.find(({ error }) => error)?.error?.message,
  };
}
