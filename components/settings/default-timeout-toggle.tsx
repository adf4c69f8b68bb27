"use client";
import { type FormEvent, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { DurationInput, durationSeconds, toDurationText } from "@/components/ui/duration-input";
import { FieldError } from "@/components/ui/field";
import { ToggleChip } from "@/components/ui/toggle-chip";
import { SaveDefaultTimeoutInput } from "@/lib/api/settings";
import { formatDuration } from "@/lib/domain/duration";
import { TIMEOUT_PRESETS_SECONDS } from "@/lib/domain/timeout";

type Props = {
  seconds: number | null;
  /** What `null` stands for, where one may choose that. */
  inherited?: { label: string; seconds: number | undefined };
  isSaving: boolean;
  /** Why whoever looks at it may not change it. */
  reasonNot: string | undefined;
  onSave: (seconds: number | null) => void;
};

/** A press saves. Toggle buttons and not radio buttons, since arrow keys would save every stop on their way. */
export function DefaultTimeoutToggle({ seconds, inherited, isSaving, reasonNot, onSave }: Props) {
  const isCustom = seconds !== null && !TIMEOUT_PRESETS_SECONDS.some((preset) => preset === seconds);
  const [editing, setEditing] = useState(false);
  const customChip = useRef<HTMLButtonElement>(null);

  function choose(choice: number | null) {
    setEditing(false);
    if (choice !== seconds) onSave(choice);
  }

  function saveCustom(choice: number) {
    choose(choice);
    // The form goes, and the focus with it.
    customChip.current?.focus();
  }

  return (
    <fieldset className="grid gap-3" aria-busy={isSaving}>
      <legend className="sr-only">Default timeout</legend>
      <div className="flex flex-wrap gap-1.5">
        {inherited ? (
          <ToggleChip
            shape="square"
            reasonNot={reasonNot}
            pressed={!editing && seconds === null}
            onPressedChange={() => choose(null)}
          >
            {inherited.seconds === undefined
              ? inherited.label
              : `${inherited.label} (${formatDuration(inherited.seconds)})`}
          </ToggleChip>
        ) : null}
        {TIMEOUT_PRESETS_SECONDS.map((preset) => (
          <ToggleChip
            shape="square"
            reasonNot={reasonNot}
            key={preset}
            pressed={!editing && seconds === preset}
            onPressedChange={() => choose(preset)}
          >
            {formatDuration(preset)}
          </ToggleChip>
        ))}
        <ToggleChip
          shape="square"
          reasonNot={reasonNot}
          ref={customChip}
          pressed={editing || isCustom}
          onPressedChange={() => setEditing(true)}
        >
          {isCustom && !editing ? `Custom (${formatDuration(seconds)})` : "Custom"}
        </ToggleChip>
      </div>
      {editing && !reasonNot ? (
        <CustomTimeout initialSeconds={seconds ?? 2700} isSaving={isSaving} onSave={saveCustom} />
      ) : null}
    </fieldset>
  );
}

function CustomTimeout(props: { initialSeconds: number; isSaving: boolean; onSave: (seconds: number) => void }) {
  const [text, setText] = useState(toDurationText(props.initialSeconds));
  const [error, setError] = useState<string>();

  function submit(event: FormEvent) {
    event.preventDefault();
    const parsed = SaveDefaultTimeoutInput.safeParse({ seconds: durationSeconds(text) });
    if (!parsed.success) return setError(`The timeout ${parsed.error.issues[0]?.message ?? "is not valid"}.`);
    if (parsed.data.seconds !== null) props.onSave(parsed.data.seconds);
  }

  return (
    <form className="grid gap-1.5" noValidate onSubmit={submit}>
      <div className="flex flex-wrap gap-1.5">
        <DurationInput
          value={text}
          invalid={error !== undefined}
          onChange={(value) => {
            setText(value);
            setError(undefined);
          }}
        />
        <Button type="submit" variant="primary" disabled={props.isSaving}>
          Save
        </Button>
      </div>
      <FieldError message={error} />
    </form>
  );
}
