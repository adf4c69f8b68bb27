"use client";
import { DurationInput, type DurationText } from "./duration-input";
import { FieldError } from "./field";

/** A limit in time that is on, or off. */
export function OptionalDuration(props: {
  label: string;
  hint: string;
  isOn: boolean;
  value: DurationText;
  error: string | undefined;
  onToggle: (isOn: boolean) => void;
  onChange: (value: DurationText) => void;
}) {
  return (
    <div className="grid gap-1.5">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1.5">
        <label className="flex min-w-52 flex-1 gap-3">
          <input
            type="checkbox"
            checked={props.isOn}
            onChange={({ target }) => props.onToggle(target.checked)}
            className="mt-0.5"
          />
          <span>
            <span className="font-medium">{props.label}</span>
            <span className="block text-ink-soft text-small">{props.hint}</span>
          </span>
        </label>
        {props.isOn ? (
          <DurationInput
            label={props.label}
            value={props.value}
            invalid={props.error !== undefined}
            onChange={props.onChange}
          />
        ) : null}
      </div>
      <FieldError message={props.error} />
    </div>
  );
}
