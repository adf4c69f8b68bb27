import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { pausedPicture, pausedSnapshotQuery } from "@/lib/queries/paused-snapshot";
import { snapshotQuery } from "@/lib/queries/sessions";

/** What the page shows: the live snapshot, or the one that somebody paused it at. `live` goes on either way. */
export function usePicture() {
  const { data: live, error, refetch } = useQuery(snapshotQuery());
  const { data: paused } = useQuery(pausedSnapshotQuery());
  // The list is derived from it at 10,000 sessions, so it must be the same as long as nothing changed.
  const snapshot = useMemo(() => (paused ? pausedPicture(paused, live) : live), [paused, live]);
  return { snapshot, live, isPaused: paused !== null, error, refetch };
}
