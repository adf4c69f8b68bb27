import { useQueryStates } from "nuqs";
import { useCallback, useDeferredValue, useMemo, useState } from "react";
import type { Snapshot } from "@/lib/api/snapshot";
import { isLive, type Session, shortId } from "@/lib/domain/session";
import { metadataGroups } from "@/lib/domain/session-groups";
import { EmptySessions, NoMatches } from "./session-list-states";
import { sessionListParsers, sessionListUrlKeys } from "./session-list-url";
import { SessionTable } from "./session-table";
import { SessionToolbar } from "./session-toolbar";
import { useListedSessions } from "./use-listed-sessions";
import { useReleases } from "./use-releases";

type SessionListProps = {
  snapshot: Snapshot;
  initialNow: number;
  onCreate: () => void;
  onConnect: (session: Session) => void;
  /** A dialog about one of the rows is open. */
  isPinned: boolean;
};

export function SessionList({ snapshot, ...props }: SessionListProps) {
  const [newestView, setView] = useQueryStates(sessionListParsers, { urlKeys: sessionListUrlKeys });
  const { listed, sessions, view } = useListedSessions(snapshot.sessions, newestView);
  const liveCount = useMemo(() => snapshot.sessions.filter(isLive).length, [snapshot.sessions]);
  // Not of the first paint: nobody groups before they have seen anything.
  const grouped = useDeferredValue(sessions, NONE);
  const groups = useMemo(() => metadataGroups(grouped), [grouped]);
  const [releasedId, setReleasedId] = useState<string>();
  const releases = useReleases(setReleasedId);
  const onOnlyGroup = useCallback((only: string) => void setView({ only }), [setView]);

  if (snapshot.sessions.length === 0)
    return <EmptySessions isStale={snapshot.failure !== null} onCreate={props.onCreate} />;
  const { group, ...asked } = view;
  return (
    <>
      <SessionToolbar
        view={newestView}
        onView={(change) => void setView(change)}
        metadataGroups={groups}
        resultCount={listed.length}
        liveCount={liveCount}
        onCreate={props.onCreate}
      />
      {listed.length === 0 ? (
        <NoMatches onClear={() => void setView({ text: null, status: null, keepAlive: null, only: null })} />
      ) : (
        <SessionTable
          listed={listed}
          sessions={sessions}
          view={JSON.stringify(asked)}
          groupBy={group}
          initialNow={props.initialNow}
          sort={{ key: view.sort, descending: view.descending }}
          onSort={({ key, descending }) => void setView({ sort: key, descending })}
          onOnlyGroup={onOnlyGroup}
          onConnect={props.onConnect}
          releases={releases}
          isPinned={props.isPinned}
        />
      )}
      <p role="status" className="sr-only">
        {releaseAnnouncement(releasedId && snapshot.sessions.find(({ id }) => id === releasedId))}
      </p>
    </>
  );
}

const NONE: readonly Session[] = [];

function releaseAnnouncement(session: Session | "" | undefined): string {
  if (!session || isLive(session)) return "";
  return `Session ${shortId(session.id)} has ended: ${session.status}.`;
}
