import { Suspense, useCallback, useState } from "react";
import type { Snapshot } from "@/lib/api/snapshot";
import { openIntents } from "@/lib/domain/release";
import { useMe } from "@/lib/hooks/use-me";
import { ReleaseBar } from "./late-parts";
import type { ReleaseActs } from "./use-releases";

/** More than these would cover the rows that they are about. */
const MOST_BARS = 3;

type ReleaseBarsProps = { snapshot: Snapshot; initialNow: number; acts: ReleaseActs };

/** The releases of many that go on, whoever began them, and how one's own ended. One session's is told in its row. */
export function ReleaseBars({ snapshot, initialNow, acts }: ReleaseBarsProps) {
  const me = useMe();
  const [dismissedIds, setDismissedIds] = useState<ReadonlySet<string>>(new Set());
  const dismiss = useCallback((id: string) => setDismissedIds((before) => new Set(before).add(id)), []);
  const ofMany = snapshot.releases.filter(({ total }) => total > 1).sort((a, b) => b.createdAt - a.createdAt);
  const open = ofMany.filter((release) => openIntents(release) > 0).slice(0, MOST_BARS);
  // The latest alone: what came of the others was seen, or is on their pages.
  const latest = ofMany.find((release) => release.by.id === me?.id);
  const settled = latest && openIntents(latest) === 0 && !dismissedIds.has(latest.id) ? [latest] : [];
  return [...open, ...settled].map((release) => (
    <Suspense key={release.id} fallback={null}>
      <ReleaseBar
        release={release}
        sessions={snapshot.sessions}
        isMine={release.by.id === me?.id}
        initialNow={initialNow}
        acts={acts}
        onDismiss={dismiss}
      />
    </Suspense>
  ));
}
