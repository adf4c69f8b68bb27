import { useIsMutating, useQueryClient } from "@tanstack/react-query";
import { Dialog } from "@/components/ui/dialog";
import type { LinkResult, People, PersonRow } from "@/lib/api/people";
import type { Role } from "@/lib/domain/permissions";
import { inviteMutation } from "@/lib/queries/people";
import { DeactivateQuestion } from "./deactivate-question";
import { InviteForm } from "./invite-form";
import { LinkPanel } from "./link-panel";
import { RoleQuestion } from "./role-question";

export type PeopleDialogState =
  | { name: "invite" }
  | { name: "link"; result: LinkResult; isNew: boolean }
  | { name: "role"; person: PersonRow; role: Role; isMe: boolean }
  | { name: "deactivate"; person: PersonRow };

type PeopleDialogProps = {
  state: PeopleDialogState | undefined;
  people: People;
  onChange: (state: PeopleDialogState | undefined) => void;
};

export function PeopleDialog({ state, people, onChange }: PeopleDialogProps) {
  const isInviting = useIsMutating({ mutationKey: inviteMutation(useQueryClient()).mutationKey }) > 0;
  // While a link is on its way it stays open, or nobody would ever see it.
  const close = () => {
    if (!isInviting) onChange(undefined);
  };
  return (
    <Dialog open={state !== undefined} onClose={close} {...headingOf(state)}>
      {state?.name === "invite" ? (
        <InviteForm
          invitations={people.invitations}
          onInvited={(result) => onChange({ name: "link", result, isNew: true })}
          onCancel={close}
        />
      ) : null}
      {state?.name === "link" ? <LinkPanel result={state.result} onDone={close} /> : null}
      {state?.name === "role" ? <RoleQuestion {...state} onDone={close} /> : null}
      {state?.name === "deactivate" ? <DeactivateQuestion person={state.person} onDone={close} /> : null}
    </Dialog>
  );
}

function headingOf(state: PeopleDialogState | undefined): { title: string; description: string } {
  switch (state?.name) {
    case undefined:
    case "invite":
      return { title: "Invite somebody", description: "You get a link to pass on. Keepwatch sends no mail." };
    case "link":
      return {
        title: state.isNew
          ? `Invitation for ${state.result.invitation.email}`
          : `New password for ${state.result.invitation.email}`,
        description: state.isNew
          ? `Whoever opens this link joins as ${state.result.invitation.role} under this address, with a password of their own.`
          : "Whoever opens this link sets the password of this account. Until then the old one works.",
      };
    case "role":
      return { title: `Make ${nameOf(state)} ${state.role}?`, description: "It counts within seconds." };
    case "deactivate":
      return { title: `Deactivate ${state.person.email}?`, description: "It can be undone." };
  }
}

function nameOf({ isMe, person }: { isMe: boolean; person: PersonRow }): string {
  return isMe ? "yourself" : person.email;
}
