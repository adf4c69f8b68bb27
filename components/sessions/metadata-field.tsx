import { X } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Fieldset, TextInput } from "@/components/ui/field";

type Entry = { key: string; value: string };

export function MetadataField(props: {
  entries: readonly Entry[];
  error: string | undefined;
  onChange: (entries: Entry[]) => void;
}) {
  const { entries, onChange } = props;
  const replace = (index: number, entry: Entry) => onChange(entries.map((old, at) => (at === index ? entry : old)));
  return (
    <Fieldset legend="Metadata" hint="Whose it is and what for. Shown in the list, and searchable." error={props.error}>
      {entries.map((entry, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a pair has no identity but its place, and keys change as one types
        <div key={index} className="flex gap-1.5">
          <TextInput
            aria-label={`Key ${index + 1}`}
            placeholder="team"
            className="w-2/5 min-w-0"
            value={entry.key}
            onChange={(event) => replace(index, { ...entry, key: event.target.value })}
          />
          <TextInput
            aria-label={`Value ${index + 1}`}
            placeholder="growth"
            className="min-w-0 flex-1"
            value={entry.value}
            onChange={(event) => replace(index, { ...entry, value: event.target.value })}
          />
          <Button
            variant="quiet"
            size="icon-md"
            aria-label={`Remove pair ${index + 1}`}
            onClick={() => onChange(entries.filter((_, at) => at !== index))}
          >
            <X aria-hidden className="size-4" />
          </Button>
        </div>
      ))}
      <Button size="sm" className="justify-self-start" onClick={() => onChange([...entries, { key: "", value: "" }])}>
        Add a key
      </Button>
    </Fieldset>
  );
}
