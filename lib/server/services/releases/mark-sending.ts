import { isDeepStrictEqual } from "node:util";
import { and, eq, sql } from "drizzle-orm";
import type { Protection } from "@/lib/domain/protection";
import { isProtected } from "@/lib/domain/protection";
import { releaseIntent, sessionRecord } from "@/lib/server/db/schema";
import type { Backbone } from "@/lib/server/services/service-context";
import type { ClaimedIntent } from "./claim-intents";
import { DATABASE_NOW } from "./database-now";
import { findUse } from "./find-use";
import { holdRequests } from "./hold-requests";
import { isOpen } from "./is-open";

type Context = Pick<Backbone, "database" | "feed" | "releases"> & { server: string; timing: { giveUpAfterMs: number } };

type Marked =
  | { is: "marked"; sentAt: Date }
  | { is: "protected"; protection: Protection }
  | { is: "watched"; at: number }
  | { is: "lost" };

/**
 * Writes down that the request leaves now, before it does, unless the session was protected or its live view opened, on
 * whichever server, the release undone, or the claim lost meanwhile. Only of the very protection that whoever typed the id
 * knew of it takes no notice.
 */
export function markSending(ctx: Context, intent: ClaimedIntent): Promise<Marked> {
  const { database, feed, server } = ctx;
  return database.inTransaction(async () => {
    const { db } = database;
    await holdRequests(database, intent.sessionId);
    const [row] = await db
      .select({ protection: sessionRecord.protection, activity: sessionRecord.activity })
      .from(sessionRecord)
      .where(eq(sessionRecord.id, intent.sessionId));
    const protection = row?.protection ?? undefined;
    const isKnown = isDeepStrictEqual(protection, intent.decided.protection);
    if (protection && !isKnown && isProtected({ protection }, feed.upstreamNow()))
      return { is: "protected", protection };
    const watchedAt = findUse(ctx, intent, { loggedAt: 0, watchedAt: row?.activity?.watchedAt ?? 0 });
    if (watchedAt !== undefined) return { is: "watched", at: watchedAt };
    const { id, state, claimedBy, sentAt } = releaseIntent;
    const [marked] = await db
      .update(releaseIntent)
      .set({
        state: "sending",
        // Of several requests the first that may have been carried out.
        sentAt: sql`case when ${state} = 'waiting' then ${DATABASE_NOW} else coalesce(${sentAt}, ${DATABASE_NOW}) end`,
        version: sql`nextval('note_version')`,
      })
      .where(and(eq(id, intent.id), isOpen, eq(claimedBy, server), eq(state, intent.state)))
      .returning({ sentAt });
    return marked?.sentAt ? { is: "marked", sentAt: marked.sentAt } : { is: "lost" };
  });
}
