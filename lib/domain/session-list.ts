import { metadataEntries } from "./metadata";
import { isLive, type Session, type SessionStatus } from "./session";

export const SORT_KEYS = ["time-left", "age", "status", "region", "id"] as const;
export type SortKey = (typeof SORT_KEYS)[number];

export type SessionFilter = {
  /** Every word must occur in the id, region, status or metadata. */
  text: string;
  status: SessionStatus | "all";
  keepAlive: boolean;
};

export type SessionSort = { key: SortKey; descending: boolean };

export function filterSessions(sessions: readonly Session[], filter: SessionFilter): Session[] {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  return sessions.filter(
    (session) =>
      (!filter.keepAlive || session.keepAlive) &&
      (filter.status === "all" || session.status === filter.status) &&
      (words.length === 0 || containsAll(searchText(session), words)),
  );
}

/**
 * Live sessions before ended ones. Stable: what ties is ordered by id, so that rows keep their places from one picture
 * to the next.
 */
export function sortSessions(sessions: readonly Session[], sort: SessionSort): Session[] {
  const direction = sort.descending ? -1 : 1;
  return sessions.toSorted(
    (a, b) =>
      Number(isLive(b)) - Number(isLive(a)) || direction * compareBy(sort.key, a, b) || a.id.localeCompare(b.id),
  );
}

/** While somebody points at the list, what was there keeps its place, and what is new comes behind. */
export function holdOrder(sorted: readonly Session[], heldIds: readonly string[]): Session[] {
  const places = new Map(heldIds.map((id, place) => [id, place]));
  const placeOf = ({ id }: Session) => places.get(id) ?? heldIds.length;
  return sorted.toSorted((a, b) => placeOf(a) - placeOf(b));
}

export type FleetSummary = {
  running: number;
  keepAlive: number;
  /** The live session whose timeout comes first. */
  nextToEnd: Session | undefined;
};

export function summarizeSessions(sessions: readonly Session[]): FleetSummary {
  const live = sessions.filter(isLive);
  return {
    running: live.length,
    keepAlive: live.filter((session) => session.keepAlive).length,
    nextToEnd: live.reduce<Session | undefined>(
      (first, session) => (first && first.expiresAt <= session.expiresAt ? first : session),
      undefined,
    ),
  };
}

function compareBy(key: SortKey, a: Session, b: Session): number {
  switch (key) {
    case "time-left":
      return a.expiresAt - b.expiresAt;
    case "age":
      return b.startedAt - a.startedAt;
    case "status":
      return a.status.localeCompare(b.status);
    case "region":
      return a.region.localeCompare(b.region);
    case "id":
      return a.id.localeCompare(b.id);
    default:
      throw new Error(`unknown sort key ${key satisfies never}`);
  }
}

function searchText(session: Session): string {
  const metadata = metadataEntries(session.userMetadata).map(([key, value]) => `${key}:${value}`);
  return [session.id, session.region, session.status, ...metadata].join(" ").toLowerCase();
}

function containsAll(text: string, words: readonly string[]): boolean {
  return words.every((word) => text.includes(word));
}
