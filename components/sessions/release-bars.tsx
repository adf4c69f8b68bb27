import { useCallback, useState } from "react";
import type { Snapshot } from "@/lib/api/snapshot";
import { openIntents, type ReleaseSummary } from "@/lib/domain/release";
import { useMe } from "@/lib/hooks/use-me";
import { ReleaseBar } from "./release-bar";
import type { ReleaseActs } from "./use-releases";

/** More than these would cover the rows that they are about. */
const MOST_BARS = 3;

type ReleaseBarsProps = { snapshot: Snapshot; initialNow: number; acts: ReleaseActs };

/** The releases of many that go on, whoever began them, and how one's own ended. One session's is told in its row. */
export function ReleaseBars({ snapshot, initialNow, acts }: ReleaseBarsProps) {
  const me = useMe();
  const [dismissedIds, setDismissedIds] = useState<ReadonlySet<string>>(new Set());
  const dismiss = useCallback((id: string) => setDismissedIds((before) => new Set(before).add(id)), []);
  const isShown = (release: ReleaseSummary) =>
    release.total > 1 && !dismissedIds.has(release.id) && (openIntents(release) > 0 || release.by.id === me?.id);
  const shown = snapshot.releases
    .filter(isShown)
    .sort((a, b) => b.createdAt - a.createdAt)
    .slice(0, MOST_BARS);
  return shown.map((release) => (
    <ReleaseBar
      key={release.id}
      release={release}
      sessions={snapshot.sessions}
      isMine={release.by.id === me?.id}
      initialNow={initialNow}
      acts={acts}
      onDismiss={dismiss}
    />
  ));
}
