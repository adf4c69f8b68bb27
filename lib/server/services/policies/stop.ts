import { eq } from "drizzle-orm";
import type { DatabaseConnection } from "@/lib/server/db/database";
import { policy } from "@/lib/server/db/schema";
import { recordChange } from "@/lib/server/services/audit/record-change";
import { writeNotice } from "@/lib/server/services/notices/write-notice";
import { DATABASE_NOW } from "@/lib/server/services/releases/database-now";
import { lockIfUnchanged, type StoredPolicy } from "./policy-row";
import { removeWarnings } from "./policy-warnings";
import { withdrawReleases } from "./withdraw-releases";

/**
 * The circuit breaker: it does nothing any more until an admin switches it on again. Its warnings, and what
 * it has not sent yet, are void. */
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
        const changes = { ...after, stoppedReason: reason, stoppedAt: DATABASE_NOW, updatedAt: DATABASE_NOW };
        await database.db.update(policy).set(changes).where(eq(policy.id, id));
        await removeWarnings(database, id);
        await withdrawReleases(database, id, "the policy was stopped by its circuit breaker");
        await writeNotice(ctx, {
          kind: "policy.stopped",
          onceKey: `policy.stopped:${id}:${now.getTime()}`,
          message: `Policy ${name} was stopped by its circuit breaker. ${reason} An admin has to decide.`,
          data: { policyId: id, policy: name, reason },
        });
      },
    );
  });
}
