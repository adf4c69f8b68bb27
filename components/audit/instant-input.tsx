import { useId } from "react";
import { formatInstant } from "@/lib/domain/instant";
import { useTimeZone } from "@/lib/hooks/use-time-zone";
import { CommittedInput } from "./committed-input";

/** An instant in the viewer's own time, to the minute; in the URL it stands in UTC. */
export function InstantInput(props: { label: string; value: string | null; onChange: (value: string | null) => void }) {
  const timeZone = useTimeZone();
  const id = useId();
  return (
    <span className="flex items-center gap-1.5 text-ink-soft text-small max-sm:col-span-2">
      <label htmlFor={id} className="max-sm:w-10">
        {props.label}
      </label>
      <CommittedInput
        id={id}
        type="datetime-local"
        className="figures min-w-0 flex-1 text-small"
        value={toLocal(props.value, timeZone)}
        onCommit={(local) => props.onChange(toInstant(local))}
      />
    </span>
  );
}

function toLocal(instant: string | null, timeZone: string): string {
  const at = Date.parse(instant ?? "");
  if (Number.isNaN(at)) return "";
  const { date, time } = formatInstant(at, timeZone);
  return `${date}T${time.slice(0, 5)}`;
}

/** A browser reads such a text in its own time zone. */
function toInstant(local: string): string | null {
  const at = Date.parse(local);
  return Number.isNaN(at) ? null : new Date(at).toISOString();
}
