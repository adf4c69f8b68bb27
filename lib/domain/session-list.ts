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
 * Live sessions before ended ones, of which the latest comes first where time left is what counts, so that what just ended
 * is seen to end. No two tie, for ids break ties, so that rows keep their places from one picture to the
 * next.
 */
export function compareSessions(sort: SessionSort): (a: Session, b: Session) => number {
  const direction = sort.descending ? -1 : 1;
  return (a, b) =>
    Number(isLive(b)) - Number(isLive(a)) ||
    (sort.key === "time-left" ? (b.endedAt ?? 0) - (a.endedAt ?? 0) : 0) ||
    direction * compareBy(sort.key, a, b) ||
    compareText(a.id, b.id);
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
      return compareText(a.status, b.status);
    case "region":
      return compareText(a.region, b.region);
    case "id":
      return compareText(a.id, b.id);
    default:
      throw new Error(`unknown sort key ${key satisfies never}`);
  }
}

/** By code unit: these are ids and enums, and `localeCompare` costs ten times as much. */
function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Made once per session, which never changes in place: a letter typed into the filter searches thousands. */
const searchTexts = new WeakMap<Session, string>();

/** So that the first letter typed need not wait for thousands of them. */
export function prepareSearch(sessions: readonly Session[]): void {
  for (const session of sessions) searchText(session);
}

function searchText(session: Session): string {
  const text = searchTexts.get(session) ?? makeSearchText(session);
  searchTexts.set(session, text);
  return text;
}

function makeSearchText(session: Session): string {
  const metadata = metadataEntries(session.userMetadata).map(([key, value]) => `${key}:${value}`);
  return [session.id, session.region, session.status, ...metadata].join(" ").toLowerCase();
}

function containsAll(text: string, words: readonly string[]): boolean {
  return words.every((word) => text.includes(word));
}
