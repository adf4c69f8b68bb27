import { Section } from "@/components/ui/section";
import type { PolicyList } from "@/lib/api/policies";
import { formatDuration } from "@/lib/domain/duration";
import { knowledgeAgeSeconds } from "@/lib/domain/knowledge-age";

const PRECEDENCE = [
  { what: "Protection", how: "While a session is protected, no policy and no bulk release touches it." },
  {
    what: "What somebody asked for",
    how: "A release that a person or a script asked for is theirs. When one is undone, policies leave that session alone too.",
  },
  { what: "Policies", how: "The one whose warning ends first releases it, under its own name." },
  { what: "The timeout", how: "Its own, else the default. It ends every session in the end, whatever a policy says." },
];

const LEFT_ALONE = [
  "in use within the last minute, by their CDP log",
  "watched: somebody has their live view open, or had within the last minute",
  "of whose use nothing is known, as when their log is empty, which may mean that it is switched off",
  "whose log was last read more than five minutes ago, or not since the warning",
  "without keepAlive, which end with their client anyway",
];

/** What is true of every policy, where admins decide about them. */
export function HowPoliciesWork({ knowledge }: { knowledge: PolicyList["knowledge"] }) {
  const ageSeconds = knowledgeAgeSeconds(knowledge);
  return (
    <Section title="How policies decide">
      <p className="max-w-prose text-ink-soft">What comes first wins:</p>
      <ol className="grid max-w-prose list-decimal gap-1.5 pl-5">
        {PRECEDENCE.map(({ what, how }) => (
          <li key={what}>
            <span className="font-medium">{what}.</span> <span className="text-ink-soft">{how}</span>
          </li>
        ))}
      </ol>
      <p className="max-w-prose text-ink-soft">Whatever their rules say, policies leave sessions alone that are:</p>
      <ul className="grid max-w-prose list-disc gap-1 pl-5 text-ink-soft">
        {LEFT_ALONE.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
      <p className="max-w-prose text-ink-soft">
        Activity is an entry in the CDP log, or an open live view. Listing sessions, opening their details and asking
        after them is none. While upstream is failing, or has not answered for a minute, no policy does anything.
      </p>
      {Number.isFinite(ageSeconds) ? (
        <p className="max-w-prose text-ink-soft">
          An idle time must be longer than what is known is old: now {formatDuration(ageSeconds)}, with{" "}
          {knowledge.sessions} keepAlive {knowledge.sessions === 1 ? "session" : "sessions"} and{" "}
          {Math.floor(knowledge.checksPerMinute)} log checks a minute.
        </p>
      ) : null}
    </Section>
  );
}
