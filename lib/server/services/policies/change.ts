import { isDeepStrictEqual } from "node:util";
import { eq } from "drizzle-orm";
import type { ChangePolicyInput, PolicyList } from "@/lib/api/policies";
import { policy } from "@/lib/server/db/schema";
import { recordChange } from "@/lib/server/services/audit/record-change";
import { DATABASE_NOW } from "@/lib/server/services/releases/database-now";
import { auditedPolicy, changedPart } from "./audited-policy";
import { requireKnowable } from "./knowledge-limits";
import { listPolicies, type PolicyContext } from "./list";
import { lockPolicy } from "./policy-row";
import { removeWarnings } from "./policy-warnings";
import { requireFreeName } from "./require-free-name";
import { withdrawReleases } from "./withdraw-releases";

/** With another rule it runs dry again, and its warnings, and what it has not sent yet, are void: they were for what it was. */
export async function changePolicy(
  ctx: PolicyContext,
  { id, name, rule, updatedAt, shownName }: ChangePolicyInput,
): Promise<PolicyList> {
  const { database } = ctx;
  await requireKnowable(ctx, rule);
  await recordChange(
    ctx,
    ({ was, is }) => ({
      action: "policy.change",
      target: was.name,
      ...changedPart({ name: was.name, ...auditedPolicy(was) }, { name, ...auditedPolicy(is) }),
    }),
    async () => {
      const was = await lockPolicy(database, id, { updatedAt, name: shownName });
      await requireFreeName(database, name, id);
      if (isDeepStrictEqual(was.rule, rule)) {
        await database.db.update(policy).set({ name }).where(eq(policy.id, id));
        return { was, is: was };
      }
      const is = { mode: "dry" as const, rule, stoppedAt: null, stoppedReason: null, updatedAt: DATABASE_NOW };
      await database.db
        .update(policy)
        .set({ ...is, name })
        .where(eq(policy.id, id));
      await removeWarnings(database, id);
      await withdrawReleases(database, id, "the policy was changed");
      return { was, is };
    },
  );
  await ctx.releases.tell();
  return listPolicies(ctx);
}
