"use client";
import { Select, TextInput } from "./field";

export type DurationUnit = "s" | "min" | "h";

/** A duration as somebody types it. */
export type DurationText = { amount: string; unit: DurationUnit };

const UNITS: Record<DurationUnit, { name: string; seconds: number }> = {
  s: { name: "seconds", seconds: 1 },
  min: { name: "minutes", seconds: 60 },
  h: { name: "hours", seconds: 3600 },
};

/** In seconds; `NaN` when the amount is not a number. */
export function durationSeconds({ amount, unit }: DurationText): number {
  const seconds = amount.trim() === "" ? Number.NaN : Number(amount) * UNITS[unit].seconds;
  // 1.1 minutes are 66 seconds, and not 66.00000000000001.
  return Math.round(seconds * 1000) / 1000;
}

/** In the largest unit that holds it without a fraction. */
export function toDurationText(seconds: number): DurationText {
  const unit = (["h", "min"] as const).find((candidate) => seconds % UNITS[candidate].seconds === 0) ?? "s";
  return { amount: String(seconds / UNITS[unit].seconds), unit };
}

export function DurationInput(props: {
  value: DurationText;
  onChange: (value: DurationText) => void;
  invalid?: boolean;
  /** What it is a duration of, where there are several. */
  label?: string;
}) {
  const { value, onChange, label } = props;
  return (
    <span className="flex gap-1.5">
      <TextInput
        aria-label={label ?? "Custom amount"}
        aria-invalid={props.invalid}
        inputMode="decimal"
        className="figures w-20"
        value={value.amount}
        onChange={(event) => onChange({ ...value, amount: event.target.value })}
      />
      <Select
        aria-label={label ? `Unit of ${label}` : "Unit"}
        value={value.unit}
        onChange={(event) => onChange({ ...value, unit: toUnit(event.target.value) })}
      >
        {Object.entries(UNITS).map(([unit, { name }]) => (
          <option key={unit} value={unit}>
            {name}
          </option>
        ))}
      </Select>
    </span>
  );
}

function toUnit(value: string): DurationUnit {
  return value === "s" || value === "h" ? value : "min";
}
