import type { PolicyImpactCounts } from "@/lib/api/policies";
import type { Snapshot } from "@/lib/api/snapshot";
import type { PolicyRule } from "@/lib/domain/policy";
import { policyImpact } from "@/lib/domain/policy-impact";
import { toSituation } from "./to-situation";

export function describeImpact(snapshot: Snapshot, rule: PolicyRule): PolicyImpactCounts {
  const { nowIds, nextHourIds, ...impact } = policyImpact(snapshot.sessions, rule, toSituation(snapshot));
  return {
    ...impact,
    now: nowIds.length,
    nextHour: nextHourIds.length,
    stopsBecause: impact.stopsBecause ?? null,
    stopsLaterBecause: impact.stopsLaterBecause ?? null,
  };
}
