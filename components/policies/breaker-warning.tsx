import { Notice } from "@/components/ui/notice";
import type { PolicyImpactCounts } from "@/lib/api/policies";

/** Says when a policy's circuit breaker would stop it, if it would within the hour. */
export function BreakerWarning({ impact, advice }: { impact: PolicyImpactCounts; advice?: string }) {
  const { stopsBecause, stopsLaterBecause } = impact;
  const reason = stopsBecause ?? stopsLaterBecause;
  if (reason === null) return null;
  const when = stopsBecause === null ? "within the hour" : "at once";
  return (
    <Notice tone="warning">
      Its circuit breaker would stop it {when}. {reason} {advice}
    </Notice>
  );
}
