import { ChevronDown } from "lucide-react";
import { useId } from "react";
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
  "in use, or was within the last minute, by its CDP log",
  "watched: somebody has its live view open, or had within the last minute",
  "unknown: nothing tells of its use, as when its log is empty, which may mean that it is switched off",
  "not known well enough: its log was last read more than five minutes ago, or not since the warning",
  "without keepAlive, since it ends with its client anyway",
];

/** What is true of every policy, where admins decide about them. */
export function HowPoliciesWork({ knowledge }: { knowledge: PolicyList["knowledge"] }) {
  const headingId = useId();
  const ageSeconds = knowledgeAgeSeconds(knowledge);
  return (
    <section aria-labelledby={headingId}>
      <details className="group rounded-panel border border-line bg-panel">
        <summary className="flex cursor-pointer list-none items-center gap-2 rounded-panel px-4.5 py-3.5 [&::-webkit-details-marker]:hidden">
          <ChevronDown aria-hidden className="size-4 -rotate-90 text-ink-soft group-open:rotate-0" />
          <h2 id={headingId} className="font-semibold">
            How policies decide
          </h2>
        </summary>
        <div className="grid gap-3 px-4.5 pb-4">
          <p className="max-w-prose text-ink-soft">What comes first wins:</p>
          <ol className="grid max-w-prose list-decimal gap-1.5 pl-5">
            {PRECEDENCE.map(({ what, how }) => (
              <li key={what}>
                <span className="font-medium">{what}.</span> <span className="text-ink-soft">{how}</span>
              </li>
            ))}
          </ol>
          <p className="max-w-prose text-ink-soft">
            Whatever its rule says, a policy never releases a session that is:
          </p>
          <ul className="grid max-w-prose list-disc gap-1 pl-5 text-ink-soft">
            {LEFT_ALONE.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
          <p className="max-w-prose text-ink-soft">
            Activity is an entry in the CDP log, or an open live view. Listing sessions, opening their details and
            asking after them is none. While upstream is failing, or has not answered for a minute, no policy does
            anything.
          </p>
          {Number.isFinite(ageSeconds) ? (
            <p className="max-w-prose text-ink-soft">
              Set idle to more than {formatDuration(ageSeconds)}: that is how old our knowledge can be, with{" "}
              {knowledge.sessions} keepAlive {knowledge.sessions === 1 ? "session" : "sessions"} and{" "}
              {Math.floor(knowledge.checksPerMinute)} log checks a minute.
            </p>
          ) : null}
        </div>
      </details>
    </section>
  );
}
