"use client";
import { type FormEvent, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { FieldError, TextInput } from "@/components/ui/field";
import { ToggleChip } from "@/components/ui/toggle-chip";
import { SaveAuditRetentionInput } from "@/lib/api/settings";

type Props = { days: number | null; isSaving: boolean; onSave: (days: number | null) => void };

const PRESETS: { days: number | null; label: string }[] = [
  { days: 90, label: "90 days" },
  { days: 365, label: "365 days" },
  { days: 1095, label: "3 years" },
  { days: 3650, label: "10 years" },
  { days: null, label: "For ever" },
];

/** A press saves, or asks first when entries would go. */
export function AuditRetentionToggle({ days, isSaving, onSave }: Props) {
  const isCustom = !PRESETS.some((preset) => preset.days === days);
  const [editing, setEditing] = useState(false);
  const customChip = useRef<HTMLButtonElement>(null);

  function choose(choice: number | null) {
    setEditing(false);
    if (choice !== days) onSave(choice);
  }

  function saveCustom(choice: number | null) {
    choose(choice);
    // The form goes, and the focus with it.
    customChip.current?.focus();
  }

  return (
    <fieldset className="grid gap-3" aria-busy={isSaving}>
      <legend className="sr-only">How long entries are kept</legend>
      <div className="flex flex-wrap gap-1.5">
        {PRESETS.map((preset) => (
          <ToggleChip
            shape="square"
            key={preset.label}
            pressed={!editing && days === preset.days}
            onPressedChange={() => choose(preset.days)}
          >
            {preset.label}
          </ToggleChip>
        ))}
        <ToggleChip
          shape="square"
          ref={customChip}
          pressed={editing || isCustom}
          onPressedChange={() => setEditing(true)}
        >
          {isCustom && !editing ? `Custom (${days} days)` : "Custom"}
        </ToggleChip>
      </div>
      {editing ? <CustomDays initialDays={days ?? 365} isSaving={isSaving} onSave={saveCustom} /> : null}
    </fieldset>
  );
}

function CustomDays(props: { initialDays: number; isSaving: boolean; onSave: (days: number | null) => void }) {
  const [text, setText] = useState(String(props.initialDays));
  const [error, setError] = useState<string>();

  function submit(event: FormEvent) {
    event.preventDefault();
    const days = text.trim() === "" ? Number.NaN : Number(text);
    const parsed = SaveAuditRetentionInput.safeParse({ days });
    if (parsed.success) props.onSave(parsed.data.days);
    else setError(`It ${parsed.error.issues[0]?.message ?? "is not valid"}.`);
  }

  return (
    <form className="grid gap-1.5" noValidate onSubmit={submit}>
      <div className="flex flex-wrap items-center gap-1.5">
        <TextInput
          aria-label="Days"
          aria-invalid={error !== undefined}
          inputMode="numeric"
          className="figures w-20"
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setError(undefined);
          }}
        />
        days
        <Button type="submit" variant="primary" disabled={props.isSaving}>
          Save
        </Button>
      </div>
      <FieldError message={error} />
    </form>
  );
}
