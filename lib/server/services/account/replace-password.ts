import { and, eq, isNotNull } from "drizzle-orm";
import type { DatabaseConnection } from "@/lib/server/db/database";
import { credential, signIn } from "@/lib/server/db/schema";

/** Whoever knew the old password is signed out with it. Within a transaction. */
export async function replacePassword({ db }: DatabaseConnection, personId: string, hash: string): Promise<void> {
  await db
    .update(credential)
    .set({ password: hash, updatedAt: new Date() })
    .where(and(eq(credential.userId, personId), isNotNull(credential.password)));
  await db.delete(signIn).where(eq(signIn.userId, personId));
}
