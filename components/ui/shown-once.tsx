import { type ReactNode, useId } from "react";
import { Button } from "./button";
import { CopyButton } from "./copy-button";
import { TextInput } from "./field";

type Props = {
  /** What it is, in one word. */
  name: string;
  value: string;
  /** What there is to know beside that it is shown only now. */
  children: ReactNode;
  onDone: () => void;
};

/** The body of a dialog that shows a secret for the one time that it is seen. */
export function ShownOnce({ name, value, children, onDone }: Props) {
  const note = useId();
  return (
    <>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-2 px-5 py-4">
        <div className="flex gap-2">
          <TextInput
            readOnly
            aria-label={name}
            aria-describedby={note}
            className="figures min-w-0 flex-1"
            value={value}
            onFocus={({ currentTarget }) => currentTarget.select()}
          />
          <CopyButton text={value} label={`Copy the ${name.toLowerCase()}`} variant="primary">
            Copy
          </CopyButton>
        </div>
        <p id={note} className="text-ink-soft">
          <strong className="font-medium text-ink">Shown only now: copy it before you close this.</strong> {children}
        </p>
      </div>
      <footer className="flex justify-end border-line border-t px-5 py-3.5">
        <Button onClick={onDone}>Done</Button>
      </footer>
    </>
  );
}
