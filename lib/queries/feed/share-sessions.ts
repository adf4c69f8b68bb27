import { replaceEqualDeep } from "@tanstack/react-query";
import type { Snapshot } from "@/lib/api/snapshot";

/** `next`, with the objects of `previous` for all sessions that are the same in both, wherever they are in the list. */
export function shareSessions(previous: Snapshot | undefined, next: Snapshot): Snapshot {
  if (!previous || previous.sessions === next.sessions) return next;
  const known = new Map(previous.sessions.map((session) => [session.id, session]));
  const sessions = next.sessions.map((session) => replaceEqualDeep(known.get(session.id), session));
  const isSameList =
    sessions.length === previous.sessions.length && sessions.every((session, at) => session === previous.sessions[at]);
  return { ...next, sessions: isSameList ? previous.sessions : sessions };
}
