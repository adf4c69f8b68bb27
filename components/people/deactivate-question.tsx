import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Question } from "@/components/ui/question";
import type { PersonRow } from "@/lib/api/people";
import { deactivatePersonMutation } from "@/lib/queries/people";

export function DeactivateQuestion({ person, onDone }: { person: PersonRow; onDone: () => void }) {
  const deactivate = useMutation(deactivatePersonMutation(useQueryClient()));
  return (
    <Question
      confirmLabel={`Deactivate ${person.role}`}
      isPending={deactivate.isPending}
      failure={deactivate.error?.message}
      onConfirm={() => deactivate.mutate(person.id, { onSuccess: onDone })}
      onCancel={onDone}
    >
      <p>
        Signs them out everywhere within seconds, on pages that are open too, and lets nobody in by this account until
        it is reactivated. A link that was made for a new password ends with it.
      </p>
      <p className="text-ink-soft">Sessions go on as they are, and the audit log keeps what was done.</p>
    </Question>
  );
}
