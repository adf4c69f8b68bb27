import type { Snapshot } from "@/lib/api/snapshot";
import type { PolicySituation } from "@/lib/domain/policy-verdict";

export function toSituation({ now, asOf, failure, ownerKey }: Snapshot): Omit<PolicySituation, "warning"> {
  return { now, asOf, isUpstreamFailing: failure !== null, ownerKey };
}
