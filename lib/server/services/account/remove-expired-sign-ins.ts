import { lt } from "drizzle-orm";
import type { DatabaseConnection } from "@/lib/server/db/database";
import { signIn, verification } from "@/lib/server/db/schema";

/** Sign-ins that let nobody in any more, and what was remembered for those who never came back from the provider. */
export async function removeExpiredSignIns({ db }: Pick<DatabaseConnection, "db">, now: number): Promise<void> {
  const moment = new Date(now);
  await db.delete(signIn).where(lt(signIn.expiresAt, moment));
  await db.delete(verification).where(lt(verification.expiresAt, moment));
}
