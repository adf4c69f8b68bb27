import Link from "next/link";
import { useMemo, useState } from "react";
import { Button } from "@/components/ui/button";
import { OutcomeMark } from "@/components/ui/outcome-mark";
import type { IntentResult } from "@/lib/api/releases";
import { formatHours } from "@/lib/domain/cost";
import { INTENT_WORDS } from "@/lib/domain/describe-progress";
import { ownerOf } from "@/lib/domain/owner";
import { INTENT_OUTCOMES, type IntentState } from "@/lib/domain/release";
import { type Session, shortId } from "@/lib/domain/session";
import { sessionTitle } from "@/lib/domain/session-title";
import { usePermission } from "@/lib/hooks/use-permission";
import { usePicture } from "@/lib/hooks/use-picture";
import { ReleaseInstant } from "./release-instant";

/** As many as a person looks through at once, of up to ten thousand. */
const PAGE = 200;

const GRID =
  "grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 px-3.5 lg:grid-cols-[minmax(0,1.2fr)_minmax(0,0.6fr)_10rem_minmax(0,1fr)_10rem_5rem]";

/** What became of each session, and why: first of those that one has to look after. */
export function OutcomeList({ intents }: { intents: readonly IntentResult[] }) {
  const [shownCount, setShownCount] = useState(PAGE);
  const { snapshot } = usePicture();
  const shown = useMemo(
    () => intents.toSorted((a, b) => urgencyOf(a) - urgencyOf(b)).slice(0, shownCount),
    [intents, shownCount],
  );
  const sessions = useMemo(() => sessionsOf(shown, snapshot?.sessions ?? []), [shown, snapshot?.sessions]);
  const { isAllowed: canSeeHistory } = usePermission("audit:read");
  return (
    <>
      <div className="overflow-clip rounded-panel border border-line bg-panel">
        <div
          aria-hidden
          className={`${GRID} h-9 items-center border-line border-b text-ink-soft text-small max-lg:hidden`}
        >
          <span>Session</span>
          <span>Owner</span>
          <span>Outcome</span>
          <span>Why</span>
          <span>When</span>
          <span className="text-right">Saved</span>
        </div>
        <ul aria-label="Sessions">
          {shown.map((intent) => (
            <Outcome
              key={intent.sessionId}
              intent={intent}
              session={sessions.get(intent.sessionId)}
              ownerKey={snapshot?.ownerKey ?? null}
              canSeeHistory={canSeeHistory}
            />
          ))}
        </ul>
      </div>
      {intents.length > shownCount ? (
        <Button className="justify-self-center" onClick={() => setShownCount(shownCount + PAGE)}>
          Show more: {intents.length - shownCount} are left
        </Button>
      ) : null}
    </>
  );
}

const PROBLEMS: readonly IntentState[] = ["failed", "refused", "skipped"];

/** All others are alike, so that none moves as it goes on. */
function urgencyOf({ state }: IntentResult): number {
  const place = PROBLEMS.indexOf(state);
  return place < 0 ? PROBLEMS.length : place;
}

function sessionsOf(intents: readonly IntentResult[], sessions: readonly Session[]): ReadonlyMap<string, Session> {
  const ids = new Set(intents.map(({ sessionId }) => sessionId));
  return new Map(sessions.filter(({ id }) => ids.has(id)).map((session) => [session.id, session]));
}

type OutcomeProps = {
  intent: IntentResult;
  /** As long as the picture has it. */
  session: Session | undefined;
  ownerKey: string | null;
  canSeeHistory: boolean;
};

function Outcome({ intent, session, ownerKey, canSeeHistory }: OutcomeProps) {
  const { sessionId, state, detail, settledAt, savedMinutes } = intent;
  return (
    <li className={`${GRID} min-h-12 items-center gap-y-0.5 border-line border-t py-2 first:border-t-0`}>
      <div className="flex min-w-0 items-baseline gap-2">
        <span className="truncate font-medium empty:hidden">{session ? sessionTitle(session) : null}</span>
        {canSeeHistory ? (
          <Link
            href={`/audit?session=${encodeURIComponent(sessionId)}`}
            prefetch={false}
            aria-label={`History of ${shortId(sessionId)}`}
            className="figures text-ink-soft text-small underline decoration-line-strong underline-offset-2 hover:decoration-ink"
          >
            {shortId(sessionId)}
          </Link>
        ) : (
          <span className="figures text-ink-soft text-small">{shortId(sessionId)}</span>
        )}
      </div>
      <span className="truncate max-lg:order-1 max-lg:col-span-2 max-lg:empty:hidden">
        {session ? ownerOf(session, ownerKey)?.name : null}
      </span>
      <OutcomeMark outcome={INTENT_OUTCOMES[state]}>{INTENT_WORDS[state]}</OutcomeMark>
      <span className="min-w-0 text-ink-soft max-lg:order-1 max-lg:col-span-2 max-lg:empty:hidden">{detail}</span>
      <span className="text-ink-faint text-small max-lg:order-1 max-lg:empty:hidden">
        {settledAt === null ? null : <ReleaseInstant at={settledAt} />}
      </span>
      <span className="figures text-right text-small max-lg:order-1 max-lg:empty:hidden">
        {savedMinutes ? (
          <>
            <span className="text-ink-faint lg:sr-only">saved </span>
            {formatHours(savedMinutes)}
          </>
        ) : null}
      </span>
    </li>
  );
}
