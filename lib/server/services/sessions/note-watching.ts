import type { SessionIdInput, WatchingResult } from "@/lib/api/sessions";
import { isLive } from "@/lib/domain/session";
import { writeWatched } from "@/lib/server/services/records/write-watched";
import type { ServiceContext } from "@/lib/server/services/service-context";

/** However many watch, nobody needs to know it more exactly. */
const NOTE_EVERY_MS = 10_000;

type Context = Pick<ServiceContext, "feed" | "database">;

/** Somebody has the live view of a session open, which counts as activity. Pages with one say so again and again. */
export async function noteWatching({ feed, database }: Context, { id }: SessionIdInput): Promise<WatchingResult> {
  const session = feed.find(id);
  if (!session || !isLive(session)) return { isLive: false };
  const now = feed.upstreamNow();
  const activity = session.activity ?? { checkedAt: null, lastAt: null };
  if (now - (activity.watchedAt ?? 0) < NOTE_EVERY_MS) return { isLive: true };
  feed.note([[id, { activity: { ...activity, watchedAt: now } }]]);
  await writeWatched(database, session, now);
  return { isLive: true };
}
