import { useId } from "react";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { TextInput } from "@/components/ui/field";
import type { LinkResult } from "@/lib/api/people";

/** The one time that a link is seen: its secret is kept nowhere. */
export function LinkPanel({ result: { link, invitation }, onDone }: { result: LinkResult; onDone: () => void }) {
  const note = useId();
  return (
    <>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-2 px-5 py-4">
        <div className="flex gap-2">
          <TextInput
            readOnly
            aria-label="Link"
            aria-describedby={note}
            className="figures min-w-0 flex-1 bg-paper"
            value={link}
            onFocus={({ currentTarget }) => currentTarget.select()}
          />
          <CopyButton text={link} label="Copy the link" className="h-9 border-control pointer-coarse:h-11">
            Copy
          </CopyButton>
        </div>
        <p id={note} className="text-ink-soft">
          It works once, until{" "}
          <time dateTime={new Date(invitation.expiresAt).toISOString()}>
            {/* In the reader's own words, since a dialog is never drawn by the server. */}
            {new Date(invitation.expiresAt).toLocaleString(undefined, { dateStyle: "long", timeStyle: "short" })}
          </time>
          . It is shown now only: copy it before you close this.
        </p>
      </div>
      <footer className="flex justify-end border-line border-t px-5 py-3.5">
        <Button onClick={onDone}>Done</Button>
      </footer>
    </>
  );
}
