import { Fieldset, Select, TextInput } from "@/components/ui/field";
import type { ViewportDraft } from "./create-session-draft";

const PRESETS = [
  { value: "default", label: "Default" },
  { value: "1280x720", label: "1280 × 720" },
  { value: "1920x1080", label: "1920 × 1080" },
  { value: "390x844", label: "390 × 844, phone" },
  { value: "custom", label: "Custom" },
];

export function ViewportField(props: {
  value: ViewportDraft;
  error: string | undefined;
  onChange: (value: ViewportDraft) => void;
}) {
  const { value, error, onChange } = props;
  return (
    <Fieldset legend="Viewport" error={error}>
      <Select
        aria-label="Viewport"
        value={value.choice}
        onChange={(event) => onChange({ ...value, choice: event.target.value })}
      >
        {PRESETS.map((preset) => (
          <option key={preset.value} value={preset.value}>
            {preset.label}
          </option>
        ))}
      </Select>
      {value.choice === "custom" ? (
        <div className="flex items-center gap-2">
          <PixelInput
            label="Width"
            value={value.width}
            error={error}
            onChange={(width) => onChange({ ...value, width })}
          />
          ×
          <PixelInput
            label="Height"
            value={value.height}
            error={error}
            onChange={(height) => onChange({ ...value, height })}
          />
        </div>
      ) : null}
    </Fieldset>
  );
}

function PixelInput(props: {
  label: string;
  value: string;
  error: string | undefined;
  onChange: (value: string) => void;
}) {
  return (
    <TextInput
      aria-label={`${props.label} in pixels`}
      aria-invalid={props.error !== undefined}
      inputMode="numeric"
      className="figures w-full min-w-0"
      value={props.value}
      onChange={(event) => props.onChange(event.target.value)}
    />
  );
}
