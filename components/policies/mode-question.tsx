import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Notice } from "@/components/ui/notice";
import { Question } from "@/components/ui/question";
import type { PolicyRow } from "@/lib/api/policies";
import { describeCare, describeRule } from "@/lib/domain/describe-policy";
import { setPolicyModeMutation } from "@/lib/queries/policies";
import { BreakerWarning } from "./breaker-warning";

/** Before a policy releases by itself. */
export function ModeQuestion({ policy, onDone }: { policy: PolicyRow; onDone: () => void }) {
  const setMode = useMutation(setPolicyModeMutation(useQueryClient()));
  const { id, rule, impact, stopped, updatedAt } = policy;
  const [openedAt] = useState(updatedAt);
  return (
    <Question
      confirmLabel="Switch it on"
      variant="primary"
      isPending={setMode.isPending}
      failure={setMode.error?.message}
      onConfirm={() => setMode.mutate({ id, mode: "on", updatedAt }, { onSuccess: onDone })}
      onCancel={onDone}
    >
      {updatedAt === openedAt ? null : (
        <Notice tone="warning" role="status">
          Somebody has changed it meanwhile. This is what it is now.
        </Notice>
      )}
      <p>
        Releases {describeRule(rule)} {describeCare(rule)}
      </p>
      <p>
        Now that is {impact.now} of {impact.live} running, and {impact.nextHour} more within the next hour if nobody
        uses them.
      </p>
      {stopped ? <Notice tone="warning">It was stopped: {stopped.reason}</Notice> : null}
      <BreakerWarning impact={impact} advice="Edit its limits if that is meant." />
    </Question>
  );
}
