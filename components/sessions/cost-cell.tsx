import { describeCost } from "@/lib/domain/describe-cost";
import type { Session } from "@/lib/domain/session";
import { useTicking } from "@/lib/hooks/use-now";

type CostCellProps = { session: Session; initialNow: number; usdPerHour: number | null };

/** What it has cost so far, and what it will still cost when nobody acts; in minutes when nobody said what an hour costs. */
export function CostCell({ session, initialNow, usdPerHour }: CostCellProps) {
  const soFar = useTicking(initialNow, (now) => describeCost(session, usdPerHour, now).soFar);
  const rest = useTicking(initialNow, (now) => describeCost(session, usdPerHour, now).rest);
  return (
    <>
      {soFar}
      {rest ? <span className="text-ink-faint"> {rest}</span> : null}
    </>
  );
}
