import { eq } from "drizzle-orm";
import type { DatabaseConnection } from "@/lib/server/db/database";
import { policy } from "@/lib/server/db/schema";
import { recordChange } from "@/lib/server/services/audit/record-change";
import { lockIfUnchanged, type StoredPolicy } from "./policy-row";
import { removeWarnings } from "./policy-warnings";

/** The circuit breaker: it does nothing any more until an admin switches it on again. Its warnings are void. */
export async function stopPolicy(database: DatabaseConnection, stopping: StoredPolicy, reason: string): Promise<void> {
  const { id, name } = stopping;
  const ctx = { database, actor: { kind: "policy" as const, id, name } };
  await database.inTransaction(async () => {
    if (!(await lockIfUnchanged(database, stopping))) return;
    const after = { mode: "stopped" as const };
    await recordChange(
      ctx,
      { action: "policy.stop", target: name, reason, before: { mode: "on" }, after },
      async () => {
        const now = new Date();
        const changes = { ...after, stoppedReason: reason, stoppedAt: now, updatedAt: now };
        await database.db.update(policy).set(changes).where(eq(policy.id, id));
        await removeWarnings(database, id);
      },
    );
  });
}
