import { desc, isNull, type SQL, sql } from "drizzle-orm";
import type { IntentCounts, ReleaseSummary } from "@/lib/domain/release";
import type { DatabaseConnection } from "@/lib/server/db/database";
import { release } from "@/lib/server/db/schema";
import type { DatabaseClock } from "./database-clock";
import { databaseNowMs } from "./database-now";

/** Of each release how its sessions stand. In plain words: Drizzle leaves out the tables' names, and both have an id. */
const counts = sql<IntentCounts>`(
  select coalesce(jsonb_object_agg(state, intents), '{}') from (
    select release_intent.state, count(*) as intents from release_intent
    where release_intent.release_id = release.id group by 1
  ) as of_state)`;

/** The newest first; with `openFirst` those that go on before any that is over. */
export async function readSummaries(
  { db }: DatabaseConnection,
  clock: DatabaseClock,
  which: SQL | undefined,
  { limit, openFirst = false }: { limit: number; openFirst?: boolean },
): Promise<ReleaseSummary[]> {
  const rows = await db
    .select({ release, counts, now: databaseNowMs })
    .from(release)
    .where(which)
    .orderBy(...(openFirst ? [desc(isNull(release.settledAt))] : []), desc(release.createdAt))
    .limit(limit);
  return rows.map(({ now, ...row }) => {
    clock.learn(now);
    return toSummary(row, clock);
  });
}

type Row = { release: typeof release.$inferSelect; counts: IntentCounts };

function toSummary({ release: { id, by, reason, total, ...at }, counts: states }: Row, clock: DatabaseClock) {
  return {
    id,
    by,
    reason: reason ?? undefined,
    createdAt: clock.toUpstream(at.createdAt),
    dueAt: clock.toUpstream(at.dueAt),
    total,
    counts: states,
    settledAt: at.settledAt ? clock.toUpstream(at.settledAt) : undefined,
  };
}
