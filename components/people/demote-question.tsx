import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { PersonRow } from "@/lib/api/people";
import type { Role } from "@/lib/domain/permissions";
import { changeRoleMutation } from "@/lib/queries/people";
import { Question } from "./question";
import { ROLE_MEANINGS } from "./role-meanings";

export function DemoteQuestion(props: { person: PersonRow; role: Role; isMe: boolean; onDone: () => void }) {
  const { person, role, isMe } = props;
  const change = useMutation(changeRoleMutation(useQueryClient()));
  return (
    <Question
      confirmLabel={`Make ${isMe ? "me" : "them"} ${role}`}
      isPending={change.isPending}
      failure={change.error?.message}
      onConfirm={() => change.mutate({ id: person.id, role }, { onSuccess: props.onDone })}
      onCancel={props.onDone}
    >
      <p>
        {isMe
          ? "You are no admin any more then, and leave this page. Only another admin can make you one again."
          : "They are no admin any more then: they set no timeouts, and decide about nobody."}
      </p>
      <p className="text-ink-soft">
        What {role === "viewer" ? "a viewer" : "an operator"} may do: {ROLE_MEANINGS[role]}
      </p>
    </Question>
  );
}
