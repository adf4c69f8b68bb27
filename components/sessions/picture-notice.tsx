import { Notice } from "@/components/ui/notice";
import type { Snapshot } from "@/lib/api/snapshot";
import { formatDuration } from "@/lib/domain/duration";
import { freshness } from "@/lib/domain/freshness";
import { formatInstant } from "@/lib/domain/instant";
import { useNow } from "@/lib/hooks/use-now";
import { useTimeZone } from "@/lib/hooks/use-time-zone";

/** One poll that fails is told in the header only: by the next, most have recovered. */
const TOLD_AFTER_SECONDS = 4;

/** Says that the list is an old one, since when, and why. The rows stay, and their countdowns go on. */
export function PictureNotice({
  snapshot,
  requestFailure,
}: {
  snapshot: Snapshot;
  requestFailure: string | undefined;
}) {
  const now = useNow(snapshot.now);
  const timeZone = useTimeZone();
  const reason = requestFailure ?? snapshot.failure?.message;
  const { state, ageSeconds } = freshness(snapshot.asOf, reason !== undefined, now);
  if (state !== "stale" || snapshot.asOf === null || ageSeconds < TOLD_AFTER_SECONDS) return null;
  return (
    <Notice tone="warning" role="status" className="pointer-events-auto max-sm:w-full max-sm:text-small">
      <strong className="font-semibold">
        Not updated since <time className="tabular-nums">{formatInstant(snapshot.asOf, timeZone).time}</time> (
        <span className="tabular-nums">{formatDuration(ageSeconds)}</span>).
      </strong>{" "}
      {reason ?? "No newer answer has come yet."}{" "}
      <span className="max-sm:hidden">Countdowns go on; Keepwatch keeps trying.</span>
    </Notice>
  );
}
