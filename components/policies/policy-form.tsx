import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { DurationInput } from "@/components/ui/duration-input";
import { Fieldset, TextField, TextInput } from "@/components/ui/field";
import { OptionalDuration } from "@/components/ui/optional-duration";
import type { CreatePolicyInput, PolicyPreview } from "@/lib/api/policies";
import { SHARE_COUNTS_FROM } from "@/lib/domain/policy-breaker";
import { previewPolicyMutation } from "@/lib/queries/policies";
import { wrongField } from "@/lib/queries/request-json";
import { type PolicyDraft, type PolicyErrors, parseDraft, toField, toSentence } from "./policy-draft";

type PolicyFormProps = {
  draft: PolicyDraft;
  /** Of a save that was refused afterwards. */
  initialErrors: PolicyErrors;
  onChange: (draft: PolicyDraft) => void;
  /** It is sound, and this is what it would do. */
  onPreview: (input: CreatePolicyInput, preview: PolicyPreview) => void;
  onCancel: () => void;
};

/** The first of two steps: what the policy is. Nothing is saved before its impact was shown. */
export function PolicyForm({ draft, initialErrors, onChange, onPreview, onCancel }: PolicyFormProps) {
  const preview = useMutation(previewPolicyMutation());
  const [errors, setErrors] = useState(initialErrors);

  function change(part: Partial<PolicyDraft>) {
    onChange({ ...draft, ...part });
    setErrors({});
    preview.reset();
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    if (preview.isPending) return;
    const parsed = parseDraft(draft);
    if ("errors" in parsed) return setErrors(parsed.errors);
    const { input } = parsed;
    preview.mutate(
      { rule: input.rule },
      {
        onSuccess: (result) => {
          if (!result.problem) return onPreview(input, result);
          setErrors({ [toField(result.problem.field)]: toSentence(result.problem.message) });
        },
        onError: (error) => {
          const field = wrongField(error);
          if (field !== undefined) setErrors({ [toField(field)]: error.message });
        },
      },
    );
  }

  const isAboutField = wrongField(preview.error) !== undefined;
  return (
    <form className="flex min-h-0 flex-col" noValidate onSubmit={submit}>
      <div className="grid min-h-0 gap-5 overflow-y-auto px-5 py-4">
        <TextField
          label="Name"
          autoComplete="off"
          hint="It stands in the rows, the results and the audit log."
          value={draft.name}
          error={errors.name}
          onChange={({ target }) => change({ name: target.value })}
        />
        <ClockFields draft={draft} errors={errors} onChange={change} />
        <MeantFields draft={draft} errors={errors} onChange={change} />
        <Fieldset
          legend="Warned before"
          hint="The row counts down, and whatever uses the session ends it. It is looked at once more before it is released."
          error={errors.graceSeconds}
        >
          <DurationInput
            label="Warned before"
            value={draft.grace}
            invalid={errors.graceSeconds !== undefined}
            onChange={(grace) => change({ grace })}
          />
        </Fieldset>
        <BreakerFields draft={draft} errors={errors} onChange={change} />
      </div>
      <footer className="flex flex-wrap items-center justify-end gap-2 border-line border-t px-5 py-3.5">
        <p role="alert" className="mr-auto text-critical empty:hidden">
          {isAboutField ? null : preview.error?.message}
        </p>
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" variant="primary" disabled={preview.isPending}>
          See what it would do
        </Button>
      </footer>
    </form>
  );
}

type FieldsProps = { draft: PolicyDraft; errors: PolicyErrors; onChange: (part: Partial<PolicyDraft>) => void };

function ClockFields({ draft, errors, onChange }: FieldsProps) {
  return (
    <fieldset className="grid gap-3">
      <legend className="mb-1.5 font-medium">Releases a keepAlive session</legend>
      <OptionalDuration
        label="Idle for"
        hint="Its CDP log had no entry, and nobody watched it, for as long."
        isOn={draft.hasIdle}
        value={draft.idle}
        error={errors.idleSeconds}
        onToggle={(hasIdle) => onChange({ hasIdle })}
        onChange={(idle) => onChange({ idle })}
      />
      <OptionalDuration
        label="Maximum age"
        hint="In use or not, as soon as it has been quiet for a minute."
        isOn={draft.hasMaximum}
        value={draft.maximum}
        error={errors.maximumSeconds}
        onToggle={(hasMaximum) => onChange({ hasMaximum })}
        onChange={(maximum) => onChange({ maximum })}
      />
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1.5">
        <span className="font-medium">Never younger than</span>
        <DurationInput
          label="Never younger than"
          value={draft.minAge}
          invalid={errors.minAgeSeconds !== undefined}
          onChange={(minAge) => onChange({ minAge })}
        />
      </div>
      <p role="alert" className="text-critical text-small empty:hidden">
        {errors.minAgeSeconds}
      </p>
    </fieldset>
  );
}

function MeantFields({ draft, errors, onChange }: FieldsProps) {
  return (
    <div className="grid items-start gap-5 sm:grid-cols-2">
      <TextField
        label="Only with metadata"
        autoComplete="off"
        spellCheck={false}
        placeholder="team:growth env:ci"
        hint="All of it. Empty: any session."
        value={draft.metadata}
        error={errors.metadata}
        onChange={({ target }) => onChange({ metadata: target.value })}
      />
      <TextField
        label="Only of this owner"
        autoComplete="off"
        spellCheck={false}
        hint="By name. Empty: anybody's, and nobody's."
        value={draft.owner}
        error={errors.owner}
        onChange={({ target }) => onChange({ owner: target.value })}
      />
    </div>
  );
}

function BreakerFields({ draft, errors, onChange }: FieldsProps) {
  return (
    <Fieldset
      legend="Circuit breaker"
      hint={`If it would release more, it releases none of them, stops, and an admin has to decide. The share counts from ${SHARE_COUNTS_FROM} sessions on.`}
      error={errors.maxAtOnce ?? errors.maxSharePercent}
    >
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1.5">
        at most
        <TextInput
          aria-label="Sessions within an hour"
          aria-invalid={errors.maxAtOnce !== undefined}
          inputMode="numeric"
          className="figures w-18"
          value={draft.maxAtOnce}
          onChange={({ target }) => onChange({ maxAtOnce: target.value })}
        />
        within an hour, and
        <TextInput
          aria-label="Percent of the running sessions"
          aria-invalid={errors.maxSharePercent !== undefined}
          inputMode="numeric"
          className="figures w-16"
          value={draft.maxSharePercent}
          onChange={({ target }) => onChange({ maxSharePercent: target.value })}
        />
        % of all running
      </div>
    </Fieldset>
  );
}
