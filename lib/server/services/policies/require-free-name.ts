import { and, eq, ne } from "drizzle-orm";
import type { DatabaseConnection } from "@/lib/server/db/database";
import { holdLock } from "@/lib/server/db/hold-lock";
import { policy } from "@/lib/server/db/schema";
import { AppError } from "@/lib/server/errors";

/** Two policies of one name could not be told apart in the audit log. What is free stays so until the transaction ends. */
export async function requireFreeName(database: DatabaseConnection, name: string, exceptId: string): Promise<void> {
  await holdLock(database, "policy names");
  const [other] = await database.db
    .select({ id: policy.id })
    .from(policy)
    .where(and(eq(policy.name, name), ne(policy.id, exceptId)));
  if (other) throw new AppError("conflict", `There is a policy called ${name} already.`, { field: "name" });
}
