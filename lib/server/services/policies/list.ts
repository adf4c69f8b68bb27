import type { PolicyList } from "@/lib/api/policies";
import type { ServiceContext } from "@/lib/server/services/service-context";
import { countReleasedThisWeek } from "./count-released";
import { describeImpact } from "./describe-impact";
import { knowledgeLimits } from "./knowledge-limits";
import { readPolicies } from "./policy-row";
import { readWarnings } from "./policy-warnings";

export type PolicyContext = Pick<
  ServiceContext,
  "database" | "feed" | "logChecks" | "actor" | "address" | "requestId"
> & { releases: Pick<ServiceContext["releases"], "tell"> };

/** All policies, with what each does now, or would if it were switched on. */
export async function listPolicies({ database, feed, logChecks }: PolicyContext): Promise<PolicyList> {
  const [snapshot, policies, warnings, released] = await Promise.all([
    feed.read(),
    readPolicies(database),
    readWarnings(database),
    countReleasedThisWeek(database),
  ]);
  return {
    knowledge: knowledgeLimits({ logChecks }, snapshot),
    policies: policies.map(({ id, name, mode, rule, stoppedAt, stoppedReason, createdBy, updatedAt }) => ({
      id,
      name,
      mode,
      rule,
      stopped: stoppedAt && stoppedReason ? { at: stoppedAt.getTime(), reason: stoppedReason } : null,
      createdBy,
      updatedAt: updatedAt.getTime(),
      impact: describeImpact(snapshot, rule),
      warned: warnings.filter(({ policyId }) => policyId === id).length,
      releasedThisWeek: released.get(id) ?? 0,
    })),
  };
}
