import { lt } from "drizzle-orm";
import type { DatabaseConnection } from "@/lib/server/db/database";
import { invitation } from "@/lib/server/db/schema";

/** For so long after its end a link is listed as too old, for an admin to see that nobody used it. */
const LISTED_FOR_MS = 7 * 24 * 3600_000;

/** Invitations and password links that stopped working long ago. */
export async function removeOldLinks({ db }: Pick<DatabaseConnection, "db">, now: number): Promise<void> {
  await db.delete(invitation).where(lt(invitation.expiresAt, new Date(now - LISTED_FOR_MS)));
}
