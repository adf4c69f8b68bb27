import type { PolicyHistory } from "@/lib/api/policies";
import type { PastRelease } from "@/lib/domain/back-test";
import { formatHours } from "@/lib/domain/cost";
import { formatDuration } from "@/lib/domain/duration";
import { formatInstant } from "@/lib/domain/instant";
import { useTimeZone } from "@/lib/hooks/use-time-zone";

/** The back test: what the rule would have done, its mistakes among it. */
export function PolicyHistoryFacts({ history }: { history: PolicyHistory }) {
  const { days, meant, unknown, releases, mistakes, savedMinutes, mostInAnHour, examples } = history;
  return (
    <section aria-label="History" className="grid gap-2">
      <h3 className="font-medium">In the last {days} days</h3>
      <Since history={history} />
      {meant > 0 ? (
        <>
          <p>
            It would have released <strong className="figures font-semibold">{releases}</strong> of {meant} keepAlive
            sessions that it is for
            {releases > 0 ? `, at most ${mostInAnHour} within an hour` : ""}.{" "}
            {releases === 0 ? null : <Mistakes mistakes={mistakes} />}
          </p>
          {releases > mistakes ? (
            <p className="text-ink-soft">The others ran {formatHours(savedMinutes)} longer, for nobody.</p>
          ) : null}
          {unknown > 0 ? (
            <p className="text-ink-soft">Of {unknown} of them the CDP log was never read, so that nobody can tell.</p>
          ) : null}
          <Examples examples={examples} />
          <p className="text-ink-faint text-small">
            As if every log had been read at every moment. Who watched and what was protected is not remembered.
          </p>
        </>
      ) : null}
    </section>
  );
}

function Since({ history: { since, meant, days } }: { history: PolicyHistory }) {
  const timeZone = useTimeZone();
  if (since === null) {
    return (
      <p>
        Nothing is remembered yet: Keepwatch learns how sessions are used while it runs. Leave the policy dry for some
        days, and look here again.
      </p>
    );
  }
  if (meant === 0) return <p>No keepAlive session that it is for is remembered.</p>;
  const { date, time } = formatInstant(since, timeZone);
  return (
    <p className="text-ink-soft text-small">
      What is remembered of these {days} days begins {date} {time.slice(0, 5)}.
    </p>
  );
}

function Mistakes({ mistakes }: { mistakes: number }) {
  if (mistakes === 0) return <>None of them was used again.</>;
  return (
    <strong className="font-medium text-warning">
      {mistakes} of them {mistakes === 1 ? "was" : "were"} used again afterwards: that would have been wrong.
    </strong>
  );
}

function Examples({ examples }: { examples: readonly PastRelease[] }) {
  const timeZone = useTimeZone();
  if (examples.length === 0) return null;
  return (
    <ul aria-label="Examples" className="grid gap-1 text-small">
      {examples.map((example) => {
        const { date, time } = formatInstant(example.releasedAt, timeZone);
        return (
          <li key={example.sessionId}>
            {example.name}, {date} {time.slice(0, 5)}:{" "}
            <span className={example.usedAgainAt === undefined ? "text-ink-soft" : "text-warning"}>
              {whatFollowed(example)}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

function whatFollowed({ clock, releasedAt, usedAgainAt, endedAt }: PastRelease): string {
  const why = clock === "idle" ? "idle" : "too old";
  if (usedAgainAt !== undefined) return `${why}, but used again ${lasting(usedAgainAt - releasedAt)} later`;
  return `${why}, and not used in the ${lasting(endedAt - releasedAt)} that it lived on`;
}

function lasting(ms: number): string {
  return formatDuration(Math.max(1, Math.round(ms / 1000)));
}
