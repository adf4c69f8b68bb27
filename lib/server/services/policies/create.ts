import { randomUUID } from "node:crypto";
import type { CreatePolicyInput, PolicyList } from "@/lib/api/policies";
import { policy } from "@/lib/server/db/schema";
import { recordChange } from "@/lib/server/services/audit/record-change";
import { callingPerson } from "@/lib/server/services/service-context";
import { auditedPolicy } from "./audited-policy";
import { requireKnowable } from "./knowledge-limits";
import { listPolicies, type PolicyContext } from "./list";
import { requireFreeName } from "./require-free-name";

/** It runs dry until an admin switches it on. */
export async function createPolicy(ctx: PolicyContext, { name, rule }: CreatePolicyInput): Promise<PolicyList> {
  await requireKnowable(ctx, rule);
  const id = randomUUID();
  const after = auditedPolicy({ mode: "dry", rule });
  await recordChange(ctx, { action: "policy.create", target: name, after }, async () => {
    await requireFreeName(ctx.database, name, id);
    await ctx.database.db.insert(policy).values({ id, name, rule, mode: "dry", createdBy: callingPerson(ctx).email });
  });
  return listPolicies(ctx);
}
