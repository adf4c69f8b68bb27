import { and, eq, ne, sql } from "drizzle-orm";
import type { DatabaseConnection } from "@/lib/server/db/database";
import { policy } from "@/lib/server/db/schema";
import { AppError } from "@/lib/server/errors";

/** Two policies of one name could not be told apart in the audit log. What is free stays so until the transaction ends. */
export async function requireFreeName({ db }: DatabaseConnection, name: string, exceptId: string): Promise<void> {
  await db.execute(sql`select pg_advisory_xact_lock(hashtext('policy names'))`);
  const [other] = await db
    .select({ id: policy.id })
    .from(policy)
    .where(and(eq(policy.name, name), ne(policy.id, exceptId)));
  if (other) throw new AppError("conflict", `There is a policy called ${name} already.`, { field: "name" });
}
