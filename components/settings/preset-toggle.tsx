"use client";
import { type FormEvent, type ReactNode, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { FieldError, TextInput } from "@/components/ui/field";
import { ToggleChip } from "@/components/ui/toggle-chip";

type InputProps<Text> = { value: Text; invalid: boolean; onChange: (value: Text) => void };

type Custom<Value, Text> = {
  initial: Text;
  renderInput: (props: InputProps<Text>) => ReactNode;
  /** The value of what was typed, or what is wrong with it. */
  read: (text: Text) => { value: Value } | { problem: string };
};

type Props<Value, Text> = {
  legend: string;
  presets: readonly { value: Value; label: string }[];
  value: Value;
  /** What the chip for any other value says while it is the chosen one. */
  customLabel: string;
  custom: Custom<Value, Text>;
  isSaving: boolean;
  /** Why whoever looks at it may not change it. */
  reasonNot: string | undefined;
  onSave: (value: Value) => void;
};

/** Some usual values and any other. A press saves; toggle buttons, since arrow keys would save every stop on their way. */
export function PresetToggle<Value, Text>(props: Props<Value, Text>) {
  const { legend, presets, value, customLabel, custom, isSaving, reasonNot, onSave } = props;
  const isCustom = !presets.some((preset) => preset.value === value);
  const [editing, setEditing] = useState(false);
  const customChip = useRef<HTMLButtonElement>(null);

  function choose(choice: Value) {
    setEditing(false);
    if (choice !== value) onSave(choice);
  }

  function saveCustom(choice: Value) {
    choose(choice);
    // The form goes, and the focus with it.
    customChip.current?.focus();
  }

  return (
    <fieldset className="grid gap-3" aria-busy={isSaving}>
      <legend className="sr-only">{legend}</legend>
      <div className="flex flex-wrap gap-1.5">
        {presets.map((preset) => (
          <ToggleChip
            shape="square"
            key={preset.label}
            reasonNot={reasonNot}
            pressed={!editing && value === preset.value}
            onPressedChange={() => choose(preset.value)}
          >
            {preset.label}
          </ToggleChip>
        ))}
        <ToggleChip
          shape="square"
          ref={customChip}
          reasonNot={reasonNot}
          pressed={editing || isCustom}
          onPressedChange={() => setEditing(true)}
        >
          {isCustom && !editing ? customLabel : "Custom"}
        </ToggleChip>
      </div>
      {editing && !reasonNot ? <CustomValue {...custom} isSaving={isSaving} onSave={saveCustom} /> : null}
    </fieldset>
  );
}

type CustomProps<Value, Text> = Custom<Value, Text> & { isSaving: boolean; onSave: (value: Value) => void };

function CustomValue<Value, Text>({ initial, renderInput, read, isSaving, onSave }: CustomProps<Value, Text>) {
  const [text, setText] = useState(initial);
  const [problem, setProblem] = useState<string>();

  function change(next: Text) {
    setText(next);
    setProblem(undefined);
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    const result = read(text);
    if ("value" in result) onSave(result.value);
    else setProblem(result.problem);
  }

  return (
    <form className="grid gap-1.5" noValidate onSubmit={submit}>
      <div className="flex flex-wrap items-center gap-1.5">
        {renderInput({ value: text, invalid: problem !== undefined, onChange: change })}
        <Button type="submit" variant="primary" disabled={isSaving}>
          Save
        </Button>
      </div>
      <FieldError message={problem} />
    </form>
  );
}

/** A line to type any value into, and what it is counted in. */
export function textInput(
  name: string,
  { unit, inputMode }: { unit?: string; inputMode?: "decimal" | "numeric" } = {},
) {
  return ({ value, invalid, onChange }: InputProps<string>) => (
    <>
      <TextInput
        aria-label={name}
        aria-invalid={invalid}
        inputMode={inputMode}
        className="figures w-40"
        value={value}
        onChange={({ target }) => onChange(target.value)}
      />
      {unit}
    </>
  );
}
