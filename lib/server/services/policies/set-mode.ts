import { eq } from "drizzle-orm";
import type { PolicyList, SetPolicyModeInput } from "@/lib/api/policies";
import { policy } from "@/lib/server/db/schema";
import { recordChange } from "@/lib/server/services/audit/record-change";
import { DATABASE_NOW } from "@/lib/server/services/releases/database-now";
import { requireKnowable } from "./knowledge-limits";
import { listPolicies, type PolicyContext } from "./list";
import { findPolicy, lockPolicy } from "./policy-row";
import { removeWarnings } from "./policy-warnings";
import { withdrawReleases } from "./withdraw-releases";

/** Switches a policy on, or to dry. One that was stopped begins anew: what it did before does not count any more. */
export async function setPolicyMode(
  ctx: PolicyContext,
  { id, mode, updatedAt }: SetPolicyModeInput,
): Promise<PolicyList> {
  const { database } = ctx;
  // There may be more sessions than when it was saved, so that less is known of each.
  if (mode === "on") await requireKnowable(ctx, (await findPolicy(database, id)).rule);
  await recordChange(
    ctx,
    (was) => ({ action: "policy.set-mode", target: was.name, before: { mode: was.mode }, after: { mode } }),
    async () => {
      const was = await lockPolicy(database, id, { updatedAt });
      const changes = { mode, stoppedAt: null, stoppedReason: null, updatedAt: DATABASE_NOW };
      await database.db.update(policy).set(changes).where(eq(policy.id, id));
      await removeWarnings(database, id);
      if (mode === "dry") await withdrawReleases(database, id, "the policy was switched off");
      return was;
    },
  );
  await ctx.releases.tell();
  return listPolicies(ctx);
}
