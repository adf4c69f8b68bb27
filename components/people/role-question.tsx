import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Question } from "@/components/ui/question";
import type { PersonRow } from "@/lib/api/people";
import { describeRole } from "@/lib/domain/describe-role";
import type { Role } from "@/lib/domain/permissions";
import { changeRoleMutation } from "@/lib/queries/people";

/** Before somebody becomes an admin, or is none any more. */
export function RoleQuestion(props: { person: PersonRow; role: Role; isMe: boolean; onDone: () => void }) {
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
      <p>{consequence(role, isMe)}</p>
      <p className="text-ink-soft">
        What {withArticle(role)} may do: {describeRole(role)}
      </p>
    </Question>
  );
}

function consequence(role: Role, isMe: boolean): string {
  if (role === "admin") return "As an admin they decide who comes in and what everybody may do, you among them.";
  if (isMe) return "You are no admin any more then, and leave this page. Only another admin can make you one again.";
  return "They are no admin any more then: they set no timeouts, and decide about nobody.";
}

function withArticle(role: Role): string {
  return role === "viewer" ? "a viewer" : `an ${role}`;
}
