import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { PolicyList, PolicyRow } from "@/lib/api/policies";
import { describeCare, describeRule, MODE_WORDS } from "@/lib/domain/describe-policy";
import { idleThresholdProblem } from "@/lib/domain/idle-threshold";
import { usePermission } from "@/lib/hooks/use-permission";
import { setPolicyModeMutation } from "@/lib/queries/policies";
import { ModeMark } from "./mode-mark";
import type { PolicyDialogState } from "./policy-dialog";

type PolicyActionsProps = { policy: PolicyRow; onDialog: (dialog: PolicyDialogState) => void };
type PolicyCardProps = PolicyActionsProps & { knowledge: PolicyList["knowledge"] };

export function PolicyCard({ policy, knowledge, onDialog }: PolicyCardProps) {
  const { name, mode, rule, stopped, createdBy } = policy;
  // It was more when the rule was saved: more sessions are kept alive by now.
  const problem = rule.idleSeconds === null ? undefined : idleThresholdProblem(rule.idleSeconds, knowledge);
  return (
    <li aria-label={name} className="grid gap-2.5 border-line border-t px-4.5 py-4 first:border-t-0">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h2 className="wrap-anywhere font-semibold">{name}</h2>
        <ModeMark mode={mode} />
        <span className="text-ink-soft text-small">{MODE_WORDS[mode]}</span>
      </div>
      {stopped ? (
        <Notice tone="critical" role="status">
          {stopped.reason} It released none of them. Look at what it would do, then switch it on again or change it.
        </Notice>
      ) : null}
      {problem ? (
        <Notice tone="warning" role="status">
          Its idle time {problem}. Until then it leaves alone what it knows too little of.
        </Notice>
      ) : null}
      <p className="max-w-prose text-pretty">
        Releases {describeRule(rule)} <span className="text-ink-soft">{describeCare(rule)}</span>
      </p>
      <p className="text-ink-soft text-small">
        {whatItDoes(policy)} · made by {createdBy}
      </p>
      <PolicyActions policy={policy} onDialog={onDialog} />
    </li>
  );
}

function whatItDoes({ mode, impact, warned, releasedThisWeek }: PolicyRow): string {
  const released = `${releasedThisWeek} released in the last 7 days`;
  if (mode === "on") return `${warned} warned of now · ${impact.nextHour} may follow within the hour · ${released}`;
  return `Would warn of ${impact.now} now, and release ${impact.nextHour} more within the hour · ${released}`;
}

function PolicyActions({ policy, onDialog }: PolicyActionsProps) {
  const { reason } = usePermission("policies:write");
  const setMode = useMutation(setPolicyModeMutation(useQueryClient()));
  const isOn = policy.mode === "on";
  return (
    <div className="flex flex-wrap items-center gap-2">
      {/* One button for both, so that the focus stays when it turns into the other. */}
      <Button
        size="sm"
        variant={isOn ? "secondary" : "strong"}
        reasonNot={reason}
        aria-label={isOn ? `Run ${policy.name} dry` : `Switch ${policy.name} on`}
        onClick={() =>
          isOn ? setMode.mutate({ id: policy.id, mode: "dry" }) : onDialog({ name: "switch-on", policyId: policy.id })
        }
      >
        {isOn ? "Run dry" : "Switch on"}
      </Button>
      <Button
        size="sm"
        aria-label={`What ${policy.name} would do`}
        onClick={() => onDialog({ name: "preview", policyId: policy.id })}
      >
        What it would do
      </Button>
      <Button
        size="sm"
        reasonNot={reason}
        aria-label={`Edit ${policy.name}`}
        onClick={() => onDialog({ name: "edit", policyId: policy.id })}
      >
        Edit
      </Button>
      <Button
        size="sm"
        variant="quiet"
        reasonNot={reason}
        aria-label={`Delete ${policy.name}`}
        onClick={() => onDialog({ name: "delete", policyId: policy.id })}
      >
        Delete
      </Button>
      <p role="alert" className="text-critical empty:hidden">
        {setMode.error?.message}
      </p>
    </div>
  );
}
