import { and, gt, isNull } from "drizzle-orm";
import type { DatabaseConnection } from "@/lib/server/db/database";
import { sessionRecord } from "@/lib/server/db/schema";
import type { LiveFeed } from "@/lib/server/feed/live-feed";
import { toNotes } from "./to-notes";

/** No session lives for longer than six hours, by whatever clock. */
const LONGEST_LIFE_MS = 7 * 3_600_000;

/** Hands the feed what was known of the sessions that may still live, so that a restart forgets nothing. */
export async function restoreNotes(
  { db }: DatabaseConnection,
  feed: Pick<LiveFeed, "note" | "notesOf">,
  now: number,
): Promise<void> {
  const { id, owner, activity, protection } = sessionRecord;
  const rows = await db
    .select({ id, owner, activity, protection })
    .from(sessionRecord)
    .where(and(isNull(sessionRecord.endedAt), gt(sessionRecord.startedAt, new Date(now - LONGEST_LIFE_MS))));
  feed.note(rows.map((row) => [row.id, toNotes(row, feed.notesOf(row.id))] as const));
}
