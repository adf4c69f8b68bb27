import { and, inArray, sql } from "drizzle-orm";
import type { DecidedOn, Releaser } from "@/lib/domain/release";
import { holdLock } from "@/lib/server/db/hold-lock";
import { release, releaseIntent } from "@/lib/server/db/schema";
import { type RecordContext, writeSessionEntries } from "@/lib/server/services/audit/record";
import { DATABASE_NOW, databaseNowPlus } from "./database-now";
import { isOpen } from "./is-open";

export type DecidedRelease = {
  id: string;
  by: Releaser;
  reason?: string;
  /** How long it waits in the open. */
  waitMs: number;
  /** What was known of each of its sessions. */
  decided: ReadonlyMap<string, DecidedOn>;
};

/**
 * Writes down a release, the intent for each of its sessions and an audit entry for each, all or nothing, before anything
 * is asked of upstream. Sessions of which a release is going on already are left out.
 *
 * @returns which were; when all are, nothing was written
 */
export function recordRelease(ctx: RecordContext, decided: DecidedRelease): Promise<{ releasing: string[] }> {
  return ctx.database.inTransaction(() => write(ctx, decided));
}

async function write(ctx: RecordContext, { id, by, reason, waitMs, decided }: DecidedRelease) {
  const { db } = ctx.database;
  // One after the other: of two that want the same sessions the second sees what the first wrote, in whatever order they
  // name them, and a policy's own transaction is not broken by a row that was there already.
  await holdLock(ctx.database, "record releases");
  const open = await db
    .select({ sessionId: releaseIntent.sessionId })
    .from(releaseIntent)
    .where(
      and(
        isOpen,
        inArray(releaseIntent.sessionId, sql`(select jsonb_array_elements_text(${toJson([...decided.keys()])}))`),
      ),
    );
  const releasing = open.map(({ sessionId }) => sessionId);
  const taken = new Set(releasing);
  const sessionIds = [...decided.keys()].filter((sessionId) => !taken.has(sessionId));
  if (sessionIds.length === 0) return { releasing };
  const dueAt = databaseNowPlus(waitMs);
  await db.insert(release).values({ id, by, reason, createdAt: DATABASE_NOW, dueAt, total: sessionIds.length });
  const entries = await writeSessionEntries(ctx, { action: "session.release", reason }, sessionIds, "requested");
  const intents = sessionIds.map((sessionId) => [sessionId, entries.get(sessionId), decided.get(sessionId)]);
  // As one value: ten thousand rows of parameters take the embedded database seconds.
  await db.execute(sql`
    insert into ${releaseIntent} (release_id, session_id, audit_entry_id, decided, next_attempt_at)
    select ${id}, intent->>0, (intent->1)::bigint, intent->2, (select due_at from ${release} where id = ${id})
    from jsonb_array_elements(${toJson(intents)}) as intent`);
  return { releasing };
}

function toJson(value: unknown) {
  return sql`${JSON.stringify(value)}::jsonb`;
}
