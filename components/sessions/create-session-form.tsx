"use client";
import type { UseMutationResult } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";
import { durationSeconds } from "@/components/ui/duration-input";
import { FieldError, Fieldset, Select } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import type { CreateSessionInput, CreateSessionResult } from "@/lib/api/sessions";
import { REGIONS, type Session } from "@/lib/domain/session";
import {
  type CreateSessionDraft,
  type DraftErrors,
  parseDraft,
  readLastDraft,
  rememberDraft,
} from "./create-session-draft";
import { MetadataField } from "./metadata-field";
import { TimeoutField } from "./timeout-field";
import { useSessionRules } from "./use-session-rules";
import { ViewportField } from "./viewport-field";

type CreateSessionFormProps = {
  create: UseMutationResult<CreateSessionResult, Error, CreateSessionInput>;
  /** What a session without its own timeout gets; `undefined` while upstream has not told. */
  defaultTimeoutSeconds: number | undefined;
  onCreated: (session: Session) => void;
  onCancel: () => void;
  /** When it was refused because all slots are held. */
  onShowSlots: (() => void) | undefined;
};

export function CreateSessionForm({ create, defaultTimeoutSeconds, onCreated, ...props }: CreateSessionFormProps) {
  const [draft, setDraft] = useState(readLastDraft);
  const [errors, setErrors] = useState<DraftErrors>({});
  const { bounds, brokenRule } = useSessionRules(draft, defaultTimeoutSeconds);

  function change(part: Partial<CreateSessionDraft>) {
    setDraft((current) => ({ ...current, ...part }));
    setErrors({});
    create.reset();
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    const parsed = parseDraft(draft, durationSeconds(draft.timeout));
    if ("errors" in parsed) return setErrors(parsed.errors);
    if (brokenRule) return;
    rememberDraft(draft);
    create.mutate(parsed.input, { onSuccess: ({ session }) => onCreated(session) });
  }

  return (
    <form className="flex min-h-0 flex-col" noValidate onSubmit={submit}>
      <div className="grid min-h-0 gap-5 overflow-y-auto px-5 py-4">
        <KeepAliveField
          checked={draft.keepAlive}
          error={errors.keepAlive ?? brokenRule?.keepAlive}
          onChange={(keepAlive) => change({ keepAlive })}
        />
        <TimeoutField
          option={draft.timeoutOption}
          custom={draft.timeout}
          defaultSeconds={defaultTimeoutSeconds}
          bounds={bounds}
          error={errors.timeoutSeconds ?? brokenRule?.timeoutSeconds}
          onOption={(timeoutOption) => change({ timeoutOption })}
          onCustom={(timeout) => change({ timeout })}
        />
        <div className="grid gap-5 sm:grid-cols-2">
          <Fieldset legend="Region" error={errors.region}>
            <Select
              aria-label="Region"
              value={draft.region}
              onChange={(event) => change({ region: event.target.value })}
            >
              {REGIONS.map((region) => (
                <option key={region}>{region}</option>
              ))}
            </Select>
          </Fieldset>
          <ViewportField value={draft.viewport} error={errors.viewport} onChange={(viewport) => change({ viewport })} />
        </div>
        <MetadataField
          entries={draft.metadata}
          error={errors.userMetadata}
          onChange={(metadata) => change({ metadata })}
        />
      </div>
      <FormFooter error={create.error?.message} onShowSlots={props.onShowSlots}>
        <Button disabled={create.isPending} onClick={props.onCancel}>
          Cancel
        </Button>
        <Button type="submit" variant="primary" disabled={create.isPending}>
          {create.isPending ? "Starting…" : "Create session"}
        </Button>
      </FormFooter>
    </form>
  );
}

type KeepAliveFieldProps = { checked: boolean; error: string | undefined; onChange: (checked: boolean) => void };

function KeepAliveField({ checked, error, onChange }: KeepAliveFieldProps) {
  return (
    <div className="grid gap-1.5">
      <label className="flex gap-3">
        <input
          type="checkbox"
          checked={checked}
          onChange={(event) => onChange(event.target.checked)}
          className="mt-0.5"
        />
        <span>
          <span className="font-medium">keepAlive</span>
          <span className="block text-ink-soft text-small">
            {checked
              ? "Stays when its client disconnects, until it is released or times out."
              : "Ends as soon as its last client disconnects."}
          </span>
        </span>
      </label>
      <FieldError message={error} />
    </div>
  );
}

type FormFooterProps = { error: string | undefined; onShowSlots: (() => void) | undefined; children: ReactNode };

function FormFooter({ error, onShowSlots, children }: FormFooterProps) {
  return (
    <footer className="grid gap-3 border-line border-t px-5 py-3.5">
      {error ? (
        <Notice tone="critical" role="alert" className="flex flex-wrap items-center justify-between gap-2">
          <span className="min-w-0 flex-1 basis-60">{error}</span>
          {onShowSlots ? (
            <Button size="sm" variant="strong" onClick={onShowSlots}>
              Who holds the slots
            </Button>
          ) : null}
        </Notice>
      ) : null}
      <div className="flex justify-end gap-2">{children}</div>
    </footer>
  );
}
