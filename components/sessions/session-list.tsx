import { useQueryStates } from "nuqs";
import { type ReactNode, Suspense, useCallback, useDeferredValue, useMemo, useRef, useState } from "react";
import type { Snapshot } from "@/lib/api/snapshot";
import { missingSessionId } from "@/lib/domain/missing-session-id";
import { releaseProblem } from "@/lib/domain/release-problem";
import { isLive, type Session, shortId } from "@/lib/domain/session";
import { metadataGroups } from "@/lib/domain/session-groups";
import { ActProblem } from "./act-problem";
import { FootBars } from "./foot-bars";
import { HeldChanges } from "./held-changes";
import { ReleaseBars } from "./late-parts";
import { ListNote } from "./list-note";
import type { ReleaseAsk } from "./release-dialog";
import { SelectionBar } from "./selection-bar";
import { EmptySessions, NoMatches } from "./session-list-states";
import { sessionListParsers, sessionListUrlKeys } from "./session-list-url";
import { SessionTable } from "./session-table";
import { SessionToolbar } from "./session-toolbar";
import { useHeldList } from "./use-held-list";
import { useListedSessions } from "./use-listed-sessions";
import { useReleases } from "./use-releases";
import { selectableIds, useSelection } from "./use-selection";

type SessionListProps = {
  snapshot: Snapshot;
  initialNow: number;
  onCreate: () => void;
  onShowKeys: () => void;
  onConnect: (session: Session) => void;
  onProtect: (session: Session) => void;
  onRelease: (ask: ReleaseAsk) => void;
  /** A dialog about one of the rows is open. */
  isPinned: boolean;
  /** How old the picture is, when that is to be said. */
  pictureNotice: ReactNode;
};

export function SessionList({ snapshot, ...props }: SessionListProps) {
  const [newestView, setView] = useQueryStates(sessionListParsers, { urlKeys: sessionListUrlKeys });
  const { listed, sessions, view } = useListedSessions(snapshot, newestView);
  const liveCount = useMemo(() => snapshot.sessions.filter(isLive).length, [snapshot.sessions]);
  // Not of the first paint: nobody groups before they have seen anything.
  const grouped = useDeferredValue(sessions, NONE);
  const groups = useMemo(() => metadataGroups(grouped, snapshot.ownerKey), [grouped, snapshot.ownerKey]);
  const [releasedId, setReleasedId] = useState<string>();
  const releases = useReleases(snapshot.ownerKey, setReleasedId);
  const onOnlyGroup = useCallback((only: string) => void setView({ only }), [setView]);
  const { group, ...asked } = view;
  const question = JSON.stringify(asked);
  const selection = useSelection(listed, sessions, question);

  const matchingIds = useMemo(() => selectableIds(listed), [listed]);
  const table = useRef<HTMLDivElement>(null);
  const chip = useRef<HTMLDivElement>(null);
  const [regions] = useState([table, chip]);
  const isPinned = props.isPinned || selection.ids.size > 0;
  const held = useHeldList({ listed, sessions, view: question, isPinned, regions });

  function apply() {
    held.apply();
    // The chip is gone then, and the focus with it.
    table.current?.focus({ preventScroll: true });
  }

  const bars = (
    <>
      {props.pictureNotice}
      <ActProblem message={releases.problem} onDismiss={releases.dismissProblem} />
      {snapshot.releases.length > 0 ? (
        <Suspense fallback={null}>
          <ReleaseBars snapshot={snapshot} initialNow={props.initialNow} acts={releases.acts} />
        </Suspense>
      ) : null}
    </>
  );
  if (snapshot.sessions.length === 0) {
    return (
      <>
        <EmptySessions isStale={snapshot.failure !== null} onCreate={props.onCreate} />
        <FootBars>{bars}</FootBars>
      </>
    );
  }
  return (
    <>
      <SessionToolbar
        view={newestView}
        onView={(change) => void setView(change)}
        metadataGroups={groups}
        resultCount={listed.length}
        liveCount={liveCount}
        onCreate={props.onCreate}
        onShowKeys={props.onShowKeys}
      />
      {listed.length === 0 ? (
        <NoMatches
          missingId={missingSessionId(view.text, sessions)}
          onClear={() =>
            void setView({ text: null, status: null, keepAlive: null, idle: null, mine: null, only: null })
          }
        />
      ) : (
        <SessionTable
          matchingIds={matchingIds}
          held={held}
          region={table}
          facts={snapshot}
          view={question}
          groupBy={group}
          initialNow={props.initialNow}
          sort={{ key: view.sort, descending: view.descending }}
          onSort={({ key, descending }) => void setView({ sort: key, descending })}
          onOnlyGroup={onOnlyGroup}
          onRelease={props.onRelease}
          onConnect={props.onConnect}
          onProtect={props.onProtect}
          releases={releases}
          selection={selection}
        />
      )}
      <ListNote sort={view.sort} isGrouped={group !== null} />
      <FootBars>
        {bars}
        <HeldChanges held={held} region={chip} onApply={apply} />
        <SelectionBar
          selection={selection}
          matchingIds={matchingIds}
          facts={snapshot}
          onRelease={(ids) => props.onRelease({ ids, onAccepted: selection.clear })}
        />
      </FootBars>
      <p role="status" className="sr-only">
        {releaseAnnouncement(releasedId && snapshot.sessions.find(({ id }) => id === releasedId))}
      </p>
    </>
  );
}

const NONE: readonly Session[] = [];

function releaseAnnouncement(session: Session | "" | undefined): string {
  if (!session) return "";
  const name = shortId(session.id);
  if (!isLive(session)) return `Session ${name} has ended: ${session.status}.`;
  const problem = releaseProblem(session);
  if (problem) return `Session ${name}: ${problem}.`;
  return session.release ? `Session ${name} is about to be released.` : "";
}
