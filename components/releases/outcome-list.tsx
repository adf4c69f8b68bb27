import Link from "next/link";
import { useMemo, useState } from "react";
import { Button } from "@/components/ui/button";
import type { IntentResult } from "@/lib/api/releases";
import { formatHours } from "@/lib/domain/cost";
import { INTENT_WORDS } from "@/lib/domain/describe-progress";
import type { IntentState } from "@/lib/domain/release";
import { type Session, shortId } from "@/lib/domain/session";
import { sessionTitle } from "@/lib/domain/session-title";
import { usePermission } from "@/lib/hooks/use-permission";
import { usePicture } from "@/lib/hooks/use-picture";
import { ReleaseInstant } from "./release-instant";

/** As many as a person looks through at once, of up to ten thousand. */
const PAGE = 200;

const GRID =
  "grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 px-3.5 lg:grid-cols-[minmax(0,1fr)_10rem_minmax(0,1.5fr)_11rem_6rem]";

/** What became of each session, and why. */
export function OutcomeList({ intents }: { intents: readonly IntentResult[] }) {
  const [shownCount, setShownCount] = useState(PAGE);
  const { snapshot } = usePicture();
  const shown = useMemo(() => intents.slice(0, shownCount), [intents, shownCount]);
  const titles = useMemo(() => titlesOf(shown, snapshot?.sessions ?? []), [shown, snapshot?.sessions]);
  const { isAllowed: canSeeHistory } = usePermission("audit:read");
  return (
    <>
      <ul aria-label="Sessions" className="overflow-clip rounded-panel border border-line bg-panel">
        {shown.map((intent) => (
          <Outcome
            key={intent.sessionId}
            intent={intent}
            title={titles.get(intent.sessionId)}
            canSeeHistory={canSeeHistory}
          />
        ))}
      </ul>
      {intents.length > shownCount ? (
        <Button className="justify-self-center" onClick={() => setShownCount(shownCount + PAGE)}>
          Show more: {intents.length - shownCount} are left
        </Button>
      ) : null}
    </>
  );
}

function titlesOf(
  intents: readonly IntentResult[],
  sessions: readonly Session[],
): ReadonlyMap<string, string | undefined> {
  const ids = new Set(intents.map(({ sessionId }) => sessionId));
  return new Map(sessions.filter(({ id }) => ids.has(id)).map((session) => [session.id, sessionTitle(session)]));
}

type OutcomeProps = { intent: IntentResult; title: string | undefined; canSeeHistory: boolean };

function Outcome({ intent, title, canSeeHistory }: OutcomeProps) {
  const { sessionId, state, detail, settledAt, savedMinutes } = intent;
  return (
    <li className={`${GRID} min-h-12 items-center gap-y-0.5 border-line border-t py-2 first:border-t-0`}>
      <div className="flex min-w-0 items-baseline gap-2">
        {canSeeHistory ? (
          <Link
            href={`/audit?session=${encodeURIComponent(sessionId)}`}
            prefetch={false}
            aria-label={`History of ${shortId(sessionId)}`}
            className="figures underline decoration-line-strong underline-offset-2 hover:decoration-ink"
          >
            {shortId(sessionId)}
          </Link>
        ) : (
          <span className="figures">{shortId(sessionId)}</span>
        )}
        <span className="truncate text-ink-soft">{title}</span>
      </div>
      <span
        data-tone={TONES[state]}
        className="data-[tone=bad]:text-critical data-[tone=soft]:text-ink-soft max-lg:text-right"
      >
        {INTENT_WORDS[state]}
      </span>
      <span className="min-w-0 text-ink-soft max-lg:col-span-2 max-lg:empty:hidden">{detail}</span>
      <span className="text-ink-faint text-small max-lg:empty:hidden">
        {settledAt === null ? null : <ReleaseInstant at={settledAt} />}
      </span>
      <span className="figures text-right text-ink-faint text-small">
        {savedMinutes ? `saved ${formatHours(savedMinutes)}` : ""}
      </span>
    </li>
  );
}

const TONES: Record<IntentState, "good" | "soft" | "bad"> = {
  released: "good",
  "already-ended": "good",
  skipped: "soft",
  cancelled: "soft",
  refused: "bad",
  failed: "bad",
  waiting: "soft",
  sending: "soft",
  verifying: "soft",
};
