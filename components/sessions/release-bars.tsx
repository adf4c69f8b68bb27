import Link from "next/link";
import { useCallback, useState } from "react";
import { buttonClass } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import type { Snapshot } from "@/lib/api/snapshot";
import { openIntents, type ReleaseSummary } from "@/lib/domain/release";
import { useMe } from "@/lib/hooks/use-me";
import { ReleaseBar } from "./release-bar";
import type { ReleaseActs } from "./use-releases";

/** More than these would cover the rows that they are about. */
const MOST_BARS = 3;

type ReleaseBarsProps = { snapshot: Snapshot; initialNow: number; acts: ReleaseActs };

/**
 * The releases of many that go on, one's own first, and how one's own ended. One session's is told in its row. What is not
 * shown can be undone on its own page.
 */
export function ReleaseBars({ snapshot, initialNow, acts }: ReleaseBarsProps) {
  const me = useMe();
  const [dismissedIds, setDismissedIds] = useState<ReadonlySet<string>>(new Set());
  const dismiss = useCallback((id: string) => setDismissedIds((before) => new Set(before).add(id)), []);
  const ofMany = snapshot.releases.filter(({ total }) => total > 1).sort((a, b) => b.createdAt - a.createdAt);
  const isMine = ({ by }: ReleaseSummary) => by.id === me?.id;
  const open = ofMany.filter((release) => openIntents(release) > 0);
  const shown = [...open.filter(isMine), ...open.filter((release) => !isMine(release))].slice(0, MOST_BARS);
  // The latest alone: what came of the others was seen, or is on their pages.
  const latest = ofMany.find(isMine);
  const settled = latest && openIntents(latest) === 0 && !dismissedIds.has(latest.id) ? [latest] : [];
  return (
    <>
      {open.length > shown.length ? <MoreReleases count={open.length - shown.length} /> : null}
      {[...shown, ...settled].map((release) => (
        <ReleaseBar
          key={release.id}
          release={release}
          sessions={snapshot.sessions}
          isMine={isMine(release)}
          initialNow={initialNow}
          acts={acts}
          onDismiss={dismiss}
        />
      ))}
    </>
  );
}

function MoreReleases({ count }: { count: number }) {
  return (
    <Link href="/releases" prefetch={false} className={cn(buttonClass({ size: "sm" }), "pointer-events-auto")}>
      {count} more under way
    </Link>
  );
}
