import { TextInput } from "@/components/ui/field";

type ReleaseReasonProps = { value: string; onChange: (reason: string) => void; onConfirm: () => void };

/** Why, for the audit log, from whoever wants to say. Enter releases. */
export function ReleaseReason({ value, onChange, onConfirm }: ReleaseReasonProps) {
  return (
    <TextInput
      ref={focusIt}
      aria-label="Reason"
      placeholder="Reason (optional)"
      maxLength={500}
      autoComplete="off"
      className="w-full lg:h-8"
      value={value}
      onChange={(event) => onChange(event.target.value)}
      onKeyDown={({ key }) => {
        if (key === "Enter") onConfirm();
      }}
    />
  );
}

function focusIt(input: HTMLInputElement | null): void {
  input?.focus();
}
