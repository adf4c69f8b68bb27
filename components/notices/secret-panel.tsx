import { useId } from "react";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { TextInput } from "@/components/ui/field";

/** The one time that a secret is seen. */
export function SecretPanel({ secret, onDone }: { secret: string; onDone: () => void }) {
  const note = useId();
  return (
    <>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-2 px-5 py-4">
        <div className="flex gap-2">
          <TextInput
            readOnly
            aria-label="Secret"
            aria-describedby={note}
            className="figures min-w-0 flex-1 bg-paper"
            value={secret}
            onFocus={({ currentTarget }) => currentTarget.select()}
          />
          <CopyButton text={secret} label="Copy the secret" variant="primary" className="h-9 pointer-coarse:h-11">
            Copy
          </CopyButton>
        </div>
        <p id={note} className="text-ink-soft">
          <strong className="font-medium text-ink">Shown only now: copy it before you close this.</strong> A lost one is
          replaced by a new one.
        </p>
      </div>
      <footer className="flex justify-end border-line border-t px-5 py-3.5">
        <Button onClick={onDone}>Done</Button>
      </footer>
    </>
  );
}
