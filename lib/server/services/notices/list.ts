import type { ListNoticesInput, NoticePage } from "@/lib/api/notices";
import type { ServiceContext } from "@/lib/server/services/service-context";
import { readNoticesBefore } from "./read-notices";

const PAGE_NOTICES = 50;

/** What was told of, newest first, for as long as it is kept. */
export async function listNotices(
  { database, feed }: ServiceContext,
  { cursor }: ListNoticesInput,
): Promise<NoticePage> {
  const found = await readNoticesBefore(database, cursor, PAGE_NOTICES);
  const now = feed.upstreamNow();
  const last = found.at(-1);
  return {
    now,
    notices: found.map(({ ageMs, ...notice }) => ({ ...notice, at: Math.round(now - ageMs) })),
    next: last && found.length === PAGE_NOTICES ? String(last.id) : null,
  };
}
