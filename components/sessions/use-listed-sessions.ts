import { useDeferredValue, useEffect, useMemo, useState } from "react";
import type { Session } from "@/lib/domain/session";
import { groupValue } from "@/lib/domain/session-groups";
import { filterSessions, prepareSearch } from "@/lib/domain/session-list";
import { createSessionSorter } from "@/lib/domain/session-sorter";
import type { SessionListView } from "./session-list-url";

/**
 * The sessions that the view asks for, in its order. Behind what is typed and clicked, which is drawn first; `view` is
 * what the list answers to, which may be the one before.
 */
export function useListedSessions(newestSessions: readonly Session[], newestView: SessionListView) {
  const sessions = useDeferredValue(newestSessions);
  const view = useDeferredValue(newestView);
  const [sort] = useState(createSessionSorter);
  const listed = useMemo(() => {
    const { group, only } = view;
    const filtered = filterSessions(sessions, view);
    const narrowed =
      group === null || only === null ? filtered : filtered.filter((session) => groupValue(session, group) === only);
    return sort(narrowed, { key: view.sort, descending: view.descending });
  }, [sessions, view, sort]);
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
