import { ShownOnce } from "@/components/ui/shown-once";
import type { LinkResult } from "@/lib/api/people";
import { formatInstant } from "@/lib/domain/instant";
import { useTimeZone } from "@/lib/hooks/use-time-zone";

/** Its secret is kept nowhere. */
export function LinkPanel({ result: { link, invitation }, onDone }: { result: LinkResult; onDone: () => void }) {
  const timeZone = useTimeZone();
  const { date, time } = formatInstant(invitation.expiresAt, timeZone);
  return (
    <ShownOnce name="Link" value={link} onDone={onDone}>
      It works once, until{" "}
      <time dateTime={new Date(invitation.expiresAt).toISOString()} className="tabular-nums">
        {date} {time.slice(0, 5)}
      </time>{" "}
      ({timeZone}).
    </ShownOnce>
  );
}
