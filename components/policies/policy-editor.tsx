import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import type { CreatePolicyInput, PolicyPreview, PolicyRow } from "@/lib/api/policies";
import { changePolicyMutation, createPolicyMutation } from "@/lib/queries/policies";
import { wrongField } from "@/lib/queries/request-json";
import { type PolicyErrors, toDraft, toField } from "./policy-draft";
import { PolicyForm } from "./policy-form";
import { PolicyImpact } from "./policy-impact";

type Step =
  | { name: "form"; errors: PolicyErrors }
  | { name: "impact"; input: CreatePolicyInput; preview: PolicyPreview };

/** Writes a policy, or another version of one: first what it is, then what that would do, and only then is it saved. */
export function PolicyEditor({ policy, onDone }: { policy: PolicyRow | undefined; onDone: () => void }) {
  const queryClient = useQueryClient();
  const create = useMutation(createPolicyMutation(queryClient));
  const change = useMutation(changePolicyMutation(queryClient));
  // The draft began from that, and would undo what somebody changes meanwhile.
  const [shown] = useState({ updatedAt: policy?.updatedAt, shownName: policy?.name });
  const [draft, setDraft] = useState(() => toDraft(policy?.name, policy?.rule));
  const [step, setStep] = useState<Step>({ name: "form", errors: {} });

  if (step.name === "form") {
    return (
      <PolicyForm
        draft={draft}
        initialErrors={step.errors}
        onChange={setDraft}
        onPreview={(input, preview) => setStep({ name: "impact", input, preview })}
        onCancel={onDone}
      />
    );
  }

  const { input, preview } = step;
  const isPending = create.isPending || change.isPending;
  function save() {
    if (isPending) return;
    const outcome = { onSuccess: onDone, onError: backToField };
    if (policy) change.mutate({ id: policy.id, ...input, ...shown }, outcome);
    else create.mutate(input, outcome);
  }

  /** What the server found wrong with a field is shown there. */
  function backToField(error: Error) {
    const field = wrongField(error);
    if (field !== undefined) setStep({ name: "form", errors: { [toField(field)]: error.message } });
  }

  return (
    <>
      <div className="min-h-0 overflow-y-auto px-5 py-4">
        <PolicyImpact rule={input.rule} preview={preview} />
      </div>
      <footer className="flex flex-wrap items-center justify-end gap-2 border-line border-t px-5 py-3.5">
        <p className="mr-auto text-ink-soft">{savingSentence(policy)}</p>
        <p role="alert" className="basis-full text-critical empty:hidden">
          {(create.error ?? change.error)?.message}
        </p>
        <Button disabled={isPending} onClick={() => setStep({ name: "form", errors: {} })}>
          Back
        </Button>
        <Button variant="primary" disabled={isPending} onClick={save}>
          {policy ? "Save it, dry" : "Create it, dry"}
        </Button>
      </footer>
    </>
  );
}

function savingSentence(policy: PolicyRow | undefined): string {
  if (policy?.mode === "on") return "With another rule it is dry again, until it is switched on.";
  return "It does nothing until it is switched on.";
}
