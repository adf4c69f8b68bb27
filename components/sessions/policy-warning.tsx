import { formatAge } from "@/lib/domain/duration";
import type { SessionWarning } from "@/lib/domain/session";
import { useTicking } from "@/lib/hooks/use-now";

/** That a policy is about to release the session of a row. */
export function PolicyWarning({ warning, initialNow }: { warning: SessionWarning; initialNow: number }) {
  const { policyName, dueAt } = warning;
  // Once it is due it is looked at again, and one that is in use waits until it is quiet.
  const when = useTicking(initialNow, (now) =>
    dueAt > now ? `in ${formatAge(Math.ceil((dueAt - now) / 1000))}` : "once it is quiet",
  );
  return (
    <span className="text-warning" title={`Policy ${policyName} releases it ${when}, unless it is used before`}>
      policy {policyName} releases it {when}
    </span>
  );
}
