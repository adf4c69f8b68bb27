import type { FeedDelta, FeedEvent } from "./feed";
import type { Snapshot } from "./snapshot";

/**
 * The picture after an event. Sessions that did not change stay the same objects, and the list stays the same list when
 * none did, so that whoever draws it can tell. An event that was applied before changes nothing.
 *
 * @param snapshot `undefined` before the first event; a delta on nothing is nothing
 */
export function applyFeedEvent(snapshot: Snapshot, event: FeedEvent): Snapshot;
export function applyFeedEvent(snapshot: Snapshot | undefined, event: FeedEvent): Snapshot | undefined;
export function applyFeedEvent(snapshot: Snapshot | undefined, { event, data }: FeedEvent): Snapshot | undefined {
  if (event === "snapshot") return data;
  if (!snapshot) return undefined;
  if (event === "heartbeat") return { ...snapshot, ...data };
  const { changed, removed, ...facts } = data;
  return { ...snapshot, ...facts, sessions: applyToSessions(snapshot.sessions, changed, removed) };
}

/** Known sessions keep their place; new ones come last. */
function applyToSessions(
  sessions: Snapshot["sessions"],
  changed: FeedDelta["changed"],
  removed: FeedDelta["removed"],
): Snapshot["sessions"] {
  if (changed.length === 0 && removed.length === 0) return sessions;
  const byId = new Map(sessions.map((session) => [session.id, session]));
  for (const id of removed) byId.delete(id);
  for (const session of changed) byId.set(session.id, session);
  return [...byId.values()];
}
