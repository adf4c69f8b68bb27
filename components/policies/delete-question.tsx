import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Question } from "@/components/ui/question";
import type { PolicyRow } from "@/lib/api/policies";
import { deletePolicyMutation } from "@/lib/queries/policies";

export function DeleteQuestion({ policy, onDone }: { policy: PolicyRow; onDone: () => void }) {
  const remove = useMutation(deletePolicyMutation(useQueryClient()));
  return (
    <Question
      confirmLabel="Delete it"
      isPending={remove.isPending}
      failure={remove.error?.message}
      onConfirm={() => remove.mutate(policy.id, { onSuccess: onDone })}
      onCancel={onDone}
    >
      <p>Its warnings end with it. So does what it has not sent yet; what it has asked upstream for goes on.</p>
      <p className="text-ink-soft">The audit log keeps what it was and what it did.</p>
    </Question>
  );
}
