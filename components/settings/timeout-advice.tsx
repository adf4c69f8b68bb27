"use client";
import { useQuery } from "@tanstack/react-query";
import { formatAge } from "@/lib/domain/duration";
import { adviseTimeout, ENOUGH_SESSIONS, type Lifetimes, percent } from "@/lib/domain/timeout-advice";
import { usageQuery } from "@/lib/queries/usage";

/** How long sessions really lived, beside the default that they are given. */
export function TimeoutAdvice({ defaultSeconds }: { defaultSeconds: number | null }) {
  const { data } = useQuery(usageQuery());
  if (!data) return null;
  const { lifetimes } = data;
  return (
    <div className="grid gap-2 border-line border-t pt-3">
      <h3 className="font-medium">How long sessions really live</h3>
      {lifetimes.sessions < ENOUGH_SESSIONS ? null : <Figures lifetimes={lifetimes} />}
      <p className="max-w-prose text-ink-soft">{adviseTimeout(lifetimes, defaultSeconds)}</p>
    </div>
  );
}

function Figures({ lifetimes }: { lifetimes: Lifetimes }) {
  const { sessions, p50Seconds, p95Seconds, timedOut } = lifetimes;
  const facts = [
    { name: "Seen to end, last 7 days", value: String(sessions) },
    { name: "Half are over within", value: formatAge(p50Seconds) },
    { name: "95 % are over within", value: formatAge(p95Seconds) },
    { name: "Ran into their timeout", value: percent(timedOut, sessions) },
  ];
  return (
    <dl className="grid grid-cols-2 gap-x-6 gap-y-1.5 sm:grid-cols-4">
      {facts.map(({ name, value }) => (
        <div key={name} className="grid content-start">
          <dt className="text-ink-soft text-small">{name}</dt>
          <dd className="figures font-medium">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
