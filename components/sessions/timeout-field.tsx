import { useId } from "react";
import { Choice } from "@/components/ui/choice";
import { DurationInput, type DurationText } from "@/components/ui/duration-input";
import { Fieldset } from "@/components/ui/field";
import { formatDuration } from "@/lib/domain/duration";
import { MIN_TIMEOUT_SECONDS, TIMEOUT_PRESETS_SECONDS } from "@/lib/domain/timeout";

export function TimeoutField(props: {
  option: string;
  custom: DurationText;
  /** What "Default" stands for now; `undefined` while upstream has not told. */
  defaultSeconds: number | undefined;
  /** What Browserbase and the admins allow, in seconds. */
  bounds: { least: number; most: number };
  error: string | undefined;
  onOption: (option: string) => void;
  onCustom: (custom: DurationText) => void;
}) {
  const name = useId();
  return (
    <Fieldset
      legend="Timeout"
      hint={`Counts from now, connected or not. Between ${nameBound(props.bounds.least)} and ${nameBound(props.bounds.most)}.`}
      error={props.error}
    >
      <div className="flex flex-wrap gap-1.5">
        {options(props.defaultSeconds, props.option).map(({ value, label }) => (
          <Choice key={value} name={name} checked={props.option === value} onChange={() => props.onOption(value)}>
            {label}
          </Choice>
        ))}
        {props.option === "custom" ? (
          <DurationInput value={props.custom} invalid={props.error !== undefined} onChange={props.onCustom} />
        ) : null}
      </div>
    </Fieldset>
  );
}

/** No preset beside the default that is the same, unless it was chosen before the default became that. */
function options(defaultSeconds: number | undefined, chosen: string): { value: string; label: string }[] {
  return [
    {
      value: "default",
      label: defaultSeconds === undefined ? "Default" : `Default (${formatDuration(defaultSeconds)})`,
    },
    ...TIMEOUT_PRESETS_SECONDS.filter((seconds) => seconds !== defaultSeconds || String(seconds) === chosen).map(
      (seconds) => ({ value: String(seconds), label: formatDuration(seconds) }),
    ),
    { value: "custom", label: "Custom" },
  ];
}

function nameBound(seconds: number): string {
  return seconds === MIN_TIMEOUT_SECONDS ? `${seconds} s` : formatDuration(seconds);
}
