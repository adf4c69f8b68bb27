import { eq } from "drizzle-orm";
import type { PolicyIdInput, PolicyList } from "@/lib/api/policies";
import { policy } from "@/lib/server/db/schema";
import { recordChange } from "@/lib/server/services/audit/record-change";
import { auditedPolicy } from "./audited-policy";
import { listPolicies, type PolicyContext } from "./list";
import { lockPolicy } from "./policy-row";
import { withdrawReleases } from "./withdraw-releases";

/** Its warnings go with it, and what it has not sent yet; what it has asked upstream for goes on. */
export async function deletePolicy(ctx: PolicyContext, { id }: PolicyIdInput): Promise<PolicyList> {
  await recordChange(
    ctx,
    (was) => ({ action: "policy.delete", target: was.name, before: auditedPolicy(was) }),
    async () => {
      const was = await lockPolicy(ctx.database, id);
      await withdrawReleases(ctx.database, id, "the policy was deleted");
      await ctx.database.db.delete(policy).where(eq(policy.id, id));
      return was;
    },
  );
  await ctx.releases.tell();
  return listPolicies(ctx);
}
