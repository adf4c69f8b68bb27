import { isIdle } from "./activity";
import { compareIdleness } from "./idle-order";
import { metadataEntries } from "./metadata";
import { isOwnedBy, ownerOf } from "./owner";
import { isProtected } from "./protection";
import { isLive, isReleasing, type Session, type SessionStatus } from "./session";

export const SORT_KEYS = ["idle", "time-left", "owner", "cost", "age", "status", "region", "id"] as const;
export type SortKey = (typeof SORT_KEYS)[number];

export type SessionFilter = {
  /** Every word must occur in the id, region, status, page, owner or metadata. */
  text: string;
  status: SessionStatus | "all";
  keepAlive: boolean;
  /** Only those that nobody seems to need. */
  idle: boolean;
  mine: boolean;
};

/** Who looks at the sessions, and when, on upstream's clock. */
export type Viewpoint = { me: { id: string; email: string } | undefined; ownerKey: string | null; now: number };

export type SessionSort = { key: SortKey; descending: boolean };

export function filterSessions(
  sessions: readonly Session[],
  filter: SessionFilter,
  { me, ownerKey, now }: Viewpoint,
): Session[] {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  return sessions.filter(
    (session) =>
      (!filter.keepAlive || session.keepAlive) &&
      (filter.status === "all" || session.status === filter.status) &&
      (!filter.mine || (me !== undefined && isOwnedBy(ownerOf(session, ownerKey), me))) &&
      (!filter.idle || isIdle(session, now)) &&
      (words.length === 0 || containsAll(searchText(session), words)),
  );
}

/**
 * Live sessions before ended ones, of which the latest comes first where idleness or time left is what counts, so that
 * what just ended is seen to end. No two tie, for ids break ties, so that rows keep their places from one picture to the
 * next.
 */
export function compareSessions(sort: SessionSort, ownerKey: string | null): (a: Session, b: Session) => number {
  const direction = sort.descending ? -1 : 1;
  const endsFirst = sort.key === "time-left" || sort.key === "idle";
  return (a, b) =>
    Number(isLive(b)) - Number(isLive(a)) ||
    (endsFirst ? (b.endedAt ?? 0) - (a.endedAt ?? 0) : 0) ||
    direction * compareBy(sort.key, a, b, ownerKey) ||
    compareText(a.id, b.id);
}

export type FleetSummary = {
  running: number;
  keepAlive: number;
  /** The live session whose timeout comes first. */
  nextToEnd: Session | undefined;
  /** Those that nobody seems to need, and that may be released together. */
  idle: readonly Session[];
  /** How many that nobody seems to need are on their way out already. */
  idleReleasing: number;
  /** How many that nobody seems to need somebody protects. */
  idleProtected: number;
  /** How many are kept alive of which nobody knows how idle they are. */
  unchecked: number;
};

/** @param now epoch milliseconds on upstream's clock */
export function summarizeSessions(sessions: readonly Session[], now: number): FleetSummary {
  const live = sessions.filter(isLive);
  const allIdle = live.filter((session) => isIdle(session, now));
  const left = allIdle.filter((session) => !isReleasing(session));
  const idle = unneededSessions(left, now);
  return {
    idle,
    idleReleasing: allIdle.length - left.length,
    idleProtected: left.length - idle.length,
    unchecked: live.filter(({ keepAlive, activity }) => keepAlive && (activity?.checkedAt ?? null) === null).length,
    running: live.length,
    keepAlive: live.filter((session) => session.keepAlive).length,
    nextToEnd: live.reduce<Session | undefined>(
      (first, session) => (first && first.expiresAt <= session.expiresAt ? first : session),
      undefined,
    ),
  };
}

/** Those that nobody seems to need, and that may be released together. @param now epoch milliseconds on upstream's clock */
export function unneededSessions(sessions: readonly Session[], now: number): readonly Session[] {
  return sessions.filter((session) => isIdle(session, now) && !isReleasing(session) && !isProtected(session, now));
}

function compareBy(key: SortKey, a: Session, b: Session, ownerKey: string | null): number {
  switch (key) {
    case "idle":
      return compareIdleness(a, b);
    case "owner":
      return compareOwners(ownerOf(a, ownerKey)?.name, ownerOf(b, ownerKey)?.name);
    case "cost":
      // What each will have cost at its timeout, for what it has cost so far is its age.
      return b.expiresAt - b.startedAt - (a.expiresAt - a.startedAt);
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

/** Nobody's come last. */
function compareOwners(a: string | undefined, b: string | undefined): number {
  return Number(a === undefined) - Number(b === undefined) || compareText(a ?? "", b ?? "");
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
  const { owner, activity } = session;
  return [session.id, session.region, session.status, owner?.name, activity?.page?.title, activity?.page?.host]
    .concat(metadata)
    .join(" ")
    .toLowerCase();
}

function containsAll(text: string, words: readonly string[]): boolean {
  return words.every((word) => text.includes(word));
}
