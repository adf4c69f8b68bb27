import { and, eq, sql } from "drizzle-orm";
import type { Protection } from "@/lib/domain/protection";
import { isProtected } from "@/lib/domain/protection";
import { releaseIntent, sessionRecord } from "@/lib/server/db/schema";
import type { Backbone } from "@/lib/server/services/service-context";
import type { ClaimedIntent } from "./claim-intents";
import { DATABASE_NOW } from "./database-now";
import { isOpen } from "./is-open";

type Context = Pick<Backbone, "database" | "feed"> & { server: string };

type Marked = { is: "marked"; sentAt: Date } | { is: "protected"; protection: Protection } | { is: "lost" };

/**
 * Writes down that the request leaves now, before it does, unless the session was protected, the release undone, or the
 * claim lost meanwhile. Who protects a session locks its intent too, so that either this sees the protection, or they
 * see that the request has left.
 */
export function markSending({ database, feed, server }: Context, intent: ClaimedIntent): Promise<Marked> {
  return database.inTransaction(async () => {
    const { db } = database;
    const { id, state, claimedBy } = releaseIntent;
    const isStillOurs = and(eq(id, intent.id), isOpen, eq(claimedBy, server), eq(state, intent.state));
    const [locked] = await db.select({ id }).from(releaseIntent).where(isStillOurs).for("update");
    if (!locked) return { is: "lost" };
    if (!intent.decided.wasProtected) {
      const [row] = await db
        .select({ protection: sessionRecord.protection })
        .from(sessionRecord)
        .where(eq(sessionRecord.id, intent.sessionId));
      const protection = row?.protection ?? undefined;
      if (protection && isProtected({ protection }, feed.upstreamNow())) return { is: "protected", protection };
    }
    const [marked] = await db
      .update(releaseIntent)
      .set({
        state: "sending",
        // Of several requests the first that may have been carried out.
        sentAt: sql`case when ${state} = 'waiting' then ${DATABASE_NOW} else coalesce(${releaseIntent.sentAt}, ${DATABASE_NOW}) end`,
        version: sql`nextval('note_version')`,
      })
      .where(isStillOurs)
      .returning({ sentAt: releaseIntent.sentAt });
    return marked?.sentAt ? { is: "marked", sentAt: marked.sentAt } : { is: "lost" };
  });
}
