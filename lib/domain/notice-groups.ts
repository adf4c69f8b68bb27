import { formatAge } from "./duration";
import type { DueNotice, NoticeKind } from "./notice";
import { LONG_IDLE_MS, TIMING_OUT_WITHIN_MS } from "./notices-of";

/** Each of a few can be looked at; more are a state of the fleet. */
const TOLD_ONE_BY_ONE = 3;
/** Whoever needs all of more than these asks for the list. */
const MAX_LISTED_IDS = 1_000;

/** One notice in place of many, which count as told by it. */
export type NoticeGroup = { notice: DueNotice; memberKeys: ReadonlySet<string> };

/** What of this, all of which is new at once, is told of as one. */
export function groupNotices(fresh: readonly DueNotice[]): NoticeGroup[] {
  const kinds = new Set(fresh.map(({ kind }) => kind));
  return [...kinds].flatMap((kind) => {
    const members = fresh.filter((notice) => notice.kind === kind);
    const message = members.length > TOLD_ONE_BY_ONE ? messageOfMany(kind, members) : undefined;
    return message === undefined ? [] : [toGroup(kind, message, members)];
  });
}

function toGroup(kind: NoticeKind, message: string, members: readonly DueNotice[]): NoticeGroup {
  const sessionIds = members.flatMap(({ sessionId }) => sessionId ?? []);
  return {
    // A member is new only once, so no two groups have the same first.
    notice: {
      kind,
      onceKey: `many:${members[0]?.onceKey}`,
      message,
      data: { count: members.length, sessionIds: sessionIds.slice(0, MAX_LISTED_IDS) },
    },
    memberKeys: new Set(members.map(({ onceKey }) => onceKey)),
  };
}

function messageOfMany(kind: NoticeKind, members: readonly DueNotice[]): string | undefined {
  switch (kind) {
    case "session.idle":
      return `${members.length} sessions have been idle for ${age(LONG_IDLE_MS)} or longer${doubt(members)}, and hold a slot each.`;
    case "session.timing-out":
      return `${members.length} sessions time out within ${age(TIMING_OUT_WITHIN_MS)}, and are still in use.`;
    default:
      return undefined;
  }
}

function doubt(members: readonly DueNotice[]): string {
  const count = members.filter(({ data }) => data?.hasLog === false).length;
  if (count === 0) return "";
  return `, ${count === members.length ? "all" : count} of them by a log that is empty and may be switched off`;
}

function age(milliseconds: number): string {
  return formatAge(milliseconds / 1000);
}
