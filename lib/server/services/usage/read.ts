import { and, eq, gt, sql } from "drizzle-orm";
import type { Reclaimed, Usage } from "@/lib/api/usage";
import type { Lifetimes } from "@/lib/domain/timeout-advice";
import type { DatabaseConnection } from "@/lib/server/db/database";
import { releaseIntent, sessionRecord } from "@/lib/server/db/schema";

const DAY_MS = 24 * 3_600_000;

export async function readUsage({ database }: { database: DatabaseConnection }): Promise<Usage> {
  const now = Date.now();
  const [week, month, lifetimes] = await Promise.all([
    readReclaimed(database, new Date(now - 7 * DAY_MS)),
    readReclaimed(database, new Date(now - 30 * DAY_MS)),
    readLifetimes(database, new Date(now - 7 * DAY_MS)),
  ]);
  return { reclaimed: { week, month }, lifetimes };
}

async function readReclaimed({ db }: DatabaseConnection, since: Date): Promise<Reclaimed> {
  const { state, settledAt, savedMinutes } = releaseIntent;
  const [sum] = await db
    .select({
      sessions: sql`count(*)`.mapWith(Number),
      minutes: sql`coalesce(sum(${savedMinutes}), 0)`.mapWith(Number),
    })
    .from(releaseIntent)
    .where(and(eq(state, "released"), gt(settledAt, since)));
  return sum ?? { sessions: 0, minutes: 0 };
}

/** Of those whose end somebody upstream told of: how long the others lived, and whether they timed out, is a guess. */
async function readLifetimes({ db }: DatabaseConnection, since: Date): Promise<Lifetimes> {
  const { startedAt, endedAt, status, session } = sessionRecord;
  const lived = sql`extract(epoch from ${endedAt} - ${startedAt})`;
  const percentile = (part: number) =>
    sql`coalesce(round(percentile_cont(${part}::float8) within group (order by ${lived})), 0)`.mapWith(Number);
  const [lifetimes] = await db
    .select({
      sessions: sql`count(*)`.mapWith(Number),
      p50Seconds: percentile(0.5),
      p95Seconds: percentile(0.95),
      timedOut: sql`count(*) filter (where ${status} = 'TIMED_OUT')`.mapWith(Number),
    })
    .from(sessionRecord)
    .where(and(gt(endedAt, since), sql`${session}->>'isEndInferred' is distinct from 'true'`));
  return lifetimes ?? { sessions: 0, p50Seconds: 0, p95Seconds: 0, timedOut: 0 };
}
