import { Notice } from "@/components/ui/notice";
import type { Snapshot } from "@/lib/api/snapshot";
import { formatDuration } from "@/lib/domain/duration";
import { freshness } from "@/lib/domain/freshness";
import { useNow } from "@/lib/hooks/use-now";

/** Says that the list is an old one, how old, and why. The rows stay, and their countdowns go on. */
export function PictureNotice({
  snapshot,
  requestFailure,
}: {
  snapshot: Snapshot;
  requestFailure: string | undefined;
}) {
  const now = useNow(snapshot.now);
  const reason = requestFailure ?? snapshot.failure?.message;
  const { state, ageSeconds } = freshness(snapshot.asOf, reason !== undefined, now);
  if (state !== "stale" || snapshot.asOf === null) return null;
  return (
    // At the bottom, where it comes and goes without moving a row.
    <Notice tone="warning" role="status" className="sticky bottom-3 z-20 flex flex-wrap items-baseline gap-x-2">
      <strong className="font-semibold">
        This list is <span className="tabular-nums">{formatDuration(ageSeconds)}</span> old.
      </strong>
      <span>{reason ?? "No newer answer has come yet."} Countdowns go on; Keepwatch keeps trying.</span>
    </Notice>
  );
}
