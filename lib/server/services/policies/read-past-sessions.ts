import { and, desc, eq, gt, isNotNull, isNull, or } from "drizzle-orm";
import { ACTIVE_WITHIN_MS, FRESH_FOR_MS } from "@/lib/domain/activity";
import type { PastSession } from "@/lib/domain/back-test";
import { MAX_TIMEOUT_SECONDS } from "@/lib/domain/timeout";
import type { DatabaseConnection } from "@/lib/server/db/database";
import { sessionRecord } from "@/lib/server/db/schema";

/** As many are looked at; more would be a page that nobody waits for. */
const MOST = 20_000;
/** No session lives for longer, give or take a clock: what is older has ended, though nobody saw when. */
const LONGEST_MS = (MAX_TIMEOUT_SECONDS + 3_600) * 1_000;

/** What is remembered of the keepAlive sessions that lived at `from` or later, the latest first. */
export async function readPastSessions({ db }: DatabaseConnection, from: number): Promise<PastSession[]> {
  const { id, session, startedAt, endedAt, status, keepAlive, owner, activity, silences } = sessionRecord;
  const livedThen = or(isNull(endedAt), gt(endedAt, new Date(from)));
  const rows = await db
    .select({ id, session, startedAt, endedAt, status, owner, activity, silences })
    .from(sessionRecord)
    .where(and(eq(keepAlive, true), isNotNull(session), gt(startedAt, new Date(from - LONGEST_MS)), livedThen))
    .orderBy(desc(startedAt))
    .limit(MOST);
  return rows.flatMap((row) => {
    if (!row.session) return [];
    const known = { ...row.session, owner: row.owner ?? undefined };
    return [{ session: known, ...withLastSilence(row.silences, row.activity, row.endedAt?.getTime() ?? null) }];
  });
}

type Known = Pick<PastSession, "endedAt" | "silences">;
type Activity = typeof sessionRecord.$inferSelect.activity;

/** The last silence lasts from the last entry of the log until the end, or until the log was read for the last time. */
function withLastSilence(silences: [number, number][] | null, activity: Activity, endedAt: number | null): Known {
  if (!silences && (!activity || activity.checkedAt === null)) return { endedAt, silences: null };
  const known = silences ?? [];
  if (!activity || activity.checkedAt === null || activity.lastAt === null) return { endedAt, silences: known };
  const { checkedAt, lastAt } = activity;
  const isSeenToTheEnd = endedAt !== null && endedAt - checkedAt <= FRESH_FOR_MS;
  const end = isSeenToTheEnd ? endedAt : checkedAt;
  const earlier = known.filter(([from]) => from < lastAt);
  const silencesToTheEnd: [number, number][] = end - lastAt >= ACTIVE_WITHIN_MS ? [...earlier, [lastAt, end]] : earlier;
  return { endedAt: end, silences: silencesToTheEnd };
}
