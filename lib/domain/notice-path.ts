import type { Notice, NoticeKind } from "./notice";

/** Those that one notice for many tells of come first there. */
const LISTS: Partial<Record<NoticeKind, string>> = {
  "session.idle": "/?idle=true",
  "session.timing-out": "/?sort=time-left",
};

/** Where in the console one sees what is told of: the one session, or the list of those like it. */
export function noticePath({ kind, sessionId }: Pick<Notice, "kind" | "sessionId">): string | undefined {
  return sessionId ? `/?q=${encodeURIComponent(sessionId)}` : LISTS[kind];
}
