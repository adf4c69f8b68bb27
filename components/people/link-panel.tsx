import { useId } from "react";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { TextInput } from "@/components/ui/field";
import type { LinkResult } from "@/lib/api/people";
import { formatInstant } from "@/lib/domain/instant";
import { useTimeZone } from "@/lib/hooks/use-time-zone";

/** The one time that a link is seen: its secret is kept nowhere. */
export function LinkPanel({ result: { link, invitation }, onDone }: { result: LinkResult; onDone: () => void }) {
  const note = useId();
  const timeZone = useTimeZone();
  const { date, time } = formatInstant(invitation.expiresAt, timeZone);
  return (
    <>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-2 px-5 py-4">
        <div className="flex gap-2">
          <TextInput
            readOnly
            aria-label="Link"
            aria-describedby={note}
            className="figures min-w-0 flex-1"
            value={link}
            onFocus={({ currentTarget }) => currentTarget.select()}
          />
          <CopyButton text={link} label="Copy the link" variant="primary">
            Copy
          </CopyButton>
        </div>
        <p id={note} className="text-ink-soft">
          <strong className="font-medium text-ink">Shown only now: copy it before you close this.</strong> It works
          once, until{" "}
          <time dateTime={new Date(invitation.expiresAt).toISOString()} className="tabular-nums">
            {date} {time.slice(0, 5)}
          </time>{" "}
          ({timeZone}).
        </p>
      </div>
      <footer className="flex justify-end border-line border-t px-5 py-3.5">
        <Button onClick={onDone}>Done</Button>
      </footer>
    </>
  );
}
