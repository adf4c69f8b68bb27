import { type ComponentProps, type KeyboardEvent, useState } from "react";
import { TextInput } from "@/components/ui/field";

type Props = Omit<ComponentProps<"input">, "value" | "onChange"> & {
  value: string;
  onCommit: (value: string) => void;
};

/** A filter that takes effect when it is complete: by Enter, or when the person goes on. Escape takes it back. */
export function CommittedInput({ value, onCommit, ...props }: Props) {
  const [draft, setDraft] = useState<string>();

  function commit() {
    setDraft(undefined);
    if (draft !== undefined && draft.trim() !== value) onCommit(draft.trim());
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === "Enter") commit();
    if (event.key === "Escape") setDraft(undefined);
  }

  return (
    <TextInput
      {...props}
      value={draft ?? value}
      onChange={(event) => setDraft(event.target.value)}
      onKeyDown={onKeyDown}
      onBlur={commit}
    />
  );
}
