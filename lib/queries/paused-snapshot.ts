import { type QueryClient, queryOptions, skipToken } from "@tanstack/react-query";
import type { Snapshot } from "@/lib/api/snapshot";
import { snapshotQuery } from "./sessions";

/** `followedIds`: sessions that this page acted on since, whose rows must tell what came of it. */
type PausedSnapshot = { snapshot: Snapshot; followedIds: readonly string[] };

/** The picture as it was when somebody paused it, while the live one goes on beside it; `null` when nobody did. */
export function pausedSnapshotQuery() {
  return queryOptions<PausedSnapshot | null>({
    queryKey: ["paused-snapshot"],
    queryFn: skipToken,
    initialData: null,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
    structuralSharing: false,
  });
}

export function pausePicture(queryClient: QueryClient): void {
  const snapshot = queryClient.getQueryData(snapshotQuery().queryKey);
  if (snapshot) setPaused(queryClient, { snapshot, followedIds: [] });
}

export function resumePicture(queryClient: QueryClient): void {
  setPaused(queryClient, null);
}

/** Shows this one session as it is, paused or not. */
export function followWhilePaused(queryClient: QueryClient, id: string): void {
  queryClient.setQueryData(
    pausedSnapshotQuery().queryKey,
    (paused) => paused && { ...paused, followedIds: [...paused.followedIds, id] },
  );
}

function setPaused(queryClient: QueryClient, paused: PausedSnapshot | null): void {
  queryClient.setQueryData(pausedSnapshotQuery().queryKey, paused);
}

/** What a page that is paused shows. */
export function pausedPicture({ snapshot, followedIds }: PausedSnapshot, live: Snapshot | undefined): Snapshot {
  if (!live || followedIds.length === 0) return snapshot;
  const followed = new Set(followedIds);
  const sessions = [
    ...snapshot.sessions.filter(({ id }) => !followed.has(id)),
    ...live.sessions.filter(({ id }) => followed.has(id)),
  ];
  return { ...snapshot, sessions, releases: live.releases };
}
