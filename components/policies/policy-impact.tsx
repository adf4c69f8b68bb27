import type { PolicyImpactCounts, PolicyPreview } from "@/lib/api/policies";
import { describeCare, describeRule } from "@/lib/domain/describe-policy";
import type { PolicyRule } from "@/lib/domain/policy";
import { BreakerWarning } from "./breaker-warning";
import { PolicyHistoryFacts } from "./policy-history";

/** What a rule would do now, in the next hour, and would have done. */
export function PolicyImpact({ rule, preview }: { rule: PolicyRule; preview: PolicyPreview }) {
  const { impact, history } = preview;
  return (
    <div className="grid gap-4">
      <p>
        Releases {describeRule(rule)} <span className="text-ink-soft">{describeCare(rule)}</span>
      </p>
      <section aria-label="Impact" className="grid gap-2">
        <h3 className="font-medium">If it were switched on</h3>
        <ul className="grid gap-1">
          <li>
            <Figure>{impact.now}</Figure> of {countOf(impact.live, "running session")} would be warned of now, and
            released after that
          </li>
          <li>
            <Figure>{impact.nextHour}</Figure> more would be released within the next hour, if nobody uses them
          </li>
          <UnknownSessions impact={impact} />
        </ul>
        <BreakerWarning impact={impact} />
      </section>
      <PolicyHistoryFacts history={history} />
    </div>
  );
}

function UnknownSessions({ impact: { unknown } }: { impact: PolicyImpactCounts }) {
  if (unknown === 0) return null;
  return (
    <li className="text-ink-soft">
      <Figure>{unknown}</Figure> {unknown === 1 ? "is" : "are"} left alone, since nobody knows whether{" "}
      {unknown === 1 ? "it is" : "they are"} in use
    </li>
  );
}

function Figure({ children }: { children: number }) {
  return <strong className="figures font-semibold">{children}</strong>;
}

function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
