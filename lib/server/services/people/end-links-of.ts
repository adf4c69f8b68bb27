import { and, eq, gt } from "drizzle-orm";
import type { DatabaseConnection } from "@/lib/server/db/database";
import { invitation } from "@/lib/server/db/schema";

/** Ends the open links that somebody made who is no admin any more, and gives how many, if any. Within the same transaction. */
export async function endLinksOf({ db }: DatabaseConnection, email: string): Promise<number | undefined> {
  const ended = await db
    .delete(invitation)
    .where(and(eq(invitation.invitedBy, email), gt(invitation.expiresAt, new Date())))
    .returning({ id: invitation.id });
  return ended.length || undefined;
}
