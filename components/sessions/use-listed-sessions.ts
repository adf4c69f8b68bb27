import { useDeferredValue, useEffect, useMemo, useState } from "react";
import type { Snapshot } from "@/lib/api/snapshot";
import type { Session } from "@/lib/domain/session";
import { groupValue } from "@/lib/domain/session-groups";
import { filterSessions, prepareSearch } from "@/lib/domain/session-list";
import { createSessionSorter } from "@/lib/domain/session-sorter";
import { useMe } from "@/lib/hooks/use-me";
import type { SessionListView } from "./session-list-url";

/**
 * The sessions that the view asks for, in its order. Behind what is typed and clicked, which is drawn first; `view` is
 * what the list answers to, which may be the one before.
 */
export function useListedSessions(snapshot: Snapshot, newestView: SessionListView) {
  const sessions = useDeferredValue(snapshot.sessions);
  const me = useMe();
  const { ownerKey } = snapshot;
  // Nothing else asks what time it is, and a list that is not asked for again is the same list.
  const now = useDeferredValue(newestView.idle ? snapshot.now : 0);
  const view = useDeferredValue(newestView);
  const [sort] = useState(createSessionSorter);
  const listed = useMemo(() => {
    const { group, only } = view;
    const filtered = filterSessions(sessions, view, { me, ownerKey, now });
    const narrowed =
      group === null || only === null
        ? filtered
        : filtered.filter((session) => groupValue(session, group, ownerKey) === only);
    return sort(narrowed, { key: view.sort, descending: view.descending }, ownerKey);
  }, [sessions, view, sort, me, ownerKey, now]);
  useEffect(() => prepareInSlices(sessions), [sessions]);
  return { listed, sessions, view };
}

const SLICE = 500;
const SLICE_EVERY_MS = 30;

/** Between frames, and never for long. Gives what stops it. */
function prepareInSlices(sessions: readonly Session[]): () => void {
  let next = 0;
  const timer = setInterval(() => {
    prepareSearch(sessions.slice(next, next + SLICE));
    next += SLICE;
    if (next >= sessions.length) clearInterval(timer);
  }, SLICE_EVERY_MS);
  return () => clearInterval(timer);
}
