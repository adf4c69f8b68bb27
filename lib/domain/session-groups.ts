import { idleness, isProvenIdle } from "./activity";
import { metadataEntries } from "./metadata";
import { ownerOf } from "./owner";
import { isLive, type Session } from "./session";

/** What every session has. */
export const GROUP_FIELDS = ["owner", "status", "region", "project"] as const;

const METADATA_PREFIX = "metadata.";

export type GroupBy = (typeof GROUP_FIELDS)[number] | `${typeof METADATA_PREFIX}${string}`;

export type SessionGroup = {
  /** Empty for those that have no such metadata. */
  value: string;
  sessions: readonly Session[];
};

/** One line of a list: a group's header, or a session. `key` is its identity among all of them. */
export type ListEntry = { key: string; group: SessionGroup } | { key: string; session: Session };

export function parseGroupBy(text: string): GroupBy | null {
  return GROUP_FIELDS.find((field) => field === text) ?? (isMetadataGroup(text) ? text : null);
}

/** What a person calls it: `team`, `region`; `metadata region` for a key of the same name. */
export function groupName(groupBy: GroupBy): string {
  if (!isMetadataGroup(groupBy)) return groupBy;
  const key = metadataKey(groupBy);
  return GROUP_FIELDS.some((field) => field === key) ? `metadata ${key}` : key;
}

/** @param ownerKey the metadata key that says whose a session is */
export function groupValue(session: Session, groupBy: GroupBy, ownerKey: string | null): string {
  switch (groupBy) {
    case "owner":
      return ownerOf(session, ownerKey)?.name ?? "";
    case "status":
      return session.status;
    case "region":
      return session.region;
    case "project":
      return session.projectId;
    default:
      return metadataEntries(session.userMetadata).find(([key]) => key === metadataKey(groupBy))?.[1] ?? "";
  }
}

/** In the order of their names, which does not change as sessions come and go; those without one are last. */
export function groupSessions(sessions: readonly Session[], groupBy: GroupBy, ownerKey: string | null): SessionGroup[] {
  const groups = new Map<string, Session[]>();
  for (const session of sessions) {
    const value = groupValue(session, groupBy, ownerKey);
    const group = groups.get(value);
    if (group) group.push(session);
    else groups.set(value, [session]);
  }
  return [...groups]
    .map(([value, members]) => ({ value, sessions: members }))
    .sort((a, b) => Number(a.value === "") - Number(b.value === "") || collator.compare(a.value, b.value));
}

const collator = new Intl.Collator("en", { numeric: true });

/** The lines of a list; of a group that is collapsed, its header only. */
export function listEntries(
  sessions: readonly Session[],
  groupBy: GroupBy | null,
  collapsed: ReadonlySet<string>,
  ownerKey: string | null,
): ListEntry[] {
  if (groupBy === null) return sessions.map(toEntry);
  return groupSessions(sessions, groupBy, ownerKey).flatMap((group): ListEntry[] => {
    const header = { key: groupKey(group), group };
    return collapsed.has(group.value) ? [header] : [header, ...group.sessions.map(toEntry)];
  });
}

function toEntry(session: Session): ListEntry {
  return { key: session.id, session };
}

/** No session's id has a colon. */
function groupKey({ value }: SessionGroup): string {
  return `group:${value}`;
}

/** The metadata keys that are in use, by name, without an `owner` that says whose a session is: that is the owner's group. */
export function metadataGroups(sessions: readonly Session[], ownerKey: string | null): GroupBy[] {
  const keys = new Set<string>();
  for (const { userMetadata } of sessions) for (const [key] of metadataEntries(userMetadata)) keys.add(key);
  if (ownerKey === "owner") keys.delete(ownerKey);
  return [...keys].sort(collator.compare).map((key) => `${METADATA_PREFIX}${key}` as const);
}

/** What the live ones have left, all together. @param now epoch milliseconds on upstream's clock */
export function totalSecondsLeft(sessions: readonly Session[], now: number): number {
  const ms = sessions.reduce((sum, session) => sum + (isLive(session) ? Math.max(0, session.expiresAt - now) : 0), 0);
  return Math.ceil(ms / 1000);
}

/** How many are proven idle. @param now epoch milliseconds on upstream's clock */
export function provenIdleCount(sessions: readonly Session[], now: number): number {
  return sessions.filter((session) => isProvenIdle(idleness(session, now))).length;
}

function metadataKey(groupBy: `${typeof METADATA_PREFIX}${string}`): string {
  return groupBy.slice(METADATA_PREFIX.length);
}

function isMetadataGroup(text: string): text is `${typeof METADATA_PREFIX}${string}` {
  return text.startsWith(METADATA_PREFIX) && text.length > METADATA_PREFIX.length;
}
