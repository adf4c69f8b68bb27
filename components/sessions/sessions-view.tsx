"use client";
import { useQuery } from "@tanstack/react-query";
import { useQueryStates } from "nuqs";
import { useEffect, useState } from "react";
import type { Installation } from "@/lib/api/settings";
import type { Snapshot } from "@/lib/api/snapshot";
import { isLive, type Session, shortId } from "@/lib/domain/session";
import { filterSessions, sortSessions } from "@/lib/domain/session-list";
import { snapshotQuery } from "@/lib/queries/sessions";
import { learnUpstreamTimeFromPage } from "@/lib/queries/upstream-clock";
import { FleetSummary } from "./fleet-summary";
import { PictureNotice } from "./picture-notice";
import { SessionDialog, type SessionDialogState } from "./session-dialog";
import { EmptySessions, NoMatches, NoPicture } from "./session-list-states";
import { sessionListParsers, sessionListUrlKeys } from "./session-list-url";
import { SessionTable } from "./session-table";
import { SessionToolbar } from "./session-toolbar";

export function SessionsView({ upstream }: { upstream: Installation["upstream"] }) {
  const { data: snapshot, error, refetch } = useQuery(snapshotQuery());
  const [dialog, setDialog] = useState<SessionDialogState>();
  const initialNow = snapshot?.now;
  useEffect(() => {
    if (initialNow !== undefined) learnUpstreamTimeFromPage(initialNow);
  }, [initialNow]);

  if (!snapshot || snapshot.asOf === null) {
    const reason = error?.message ?? snapshot?.failure?.message ?? "Upstream has not answered yet.";
    return <NoPicture reason={reason} onRetry={() => void refetch()} />;
  }
  return (
    <>
      <h1 className="sr-only">Sessions</h1>
      <FleetSummary snapshot={snapshot} />
      <SessionList
        snapshot={snapshot}
        onCreate={() => setDialog({ name: "create" })}
        onConnect={({ id }) => setDialog({ name: "connect", sessionId: id, isNew: false })}
      />
      <PictureNotice snapshot={snapshot} requestFailure={error?.message} />
      <SessionDialog
        state={dialog}
        onChange={setDialog}
        upstream={upstream}
        defaultTimeoutSeconds={snapshot.defaultTimeoutSeconds ?? snapshot.project?.defaultTimeoutSeconds}
      />
    </>
  );
}

function SessionList(props: { snapshot: Snapshot; onCreate: () => void; onConnect: (session: Session) => void }) {
  const { sessions, now } = props.snapshot;
  const [view, setView] = useQueryStates(sessionListParsers, { urlKeys: sessionListUrlKeys });
  const [releasedId, setReleasedId] = useState<string>();
  const sort = { key: view.sort, descending: view.descending };
  const shown = sortSessions(filterSessions(sessions, view), sort);

  if (sessions.length === 0)
    return <EmptySessions isStale={props.snapshot.failure !== null} onCreate={props.onCreate} />;
  return (
    <>
      <SessionToolbar
        onCreate={props.onCreate}
        filter={view}
        onFilter={(change) => void setView(change)}
        sort={sort}
        onSort={({ key, descending }) => void setView({ sort: key, descending })}
        resultCount={shown.length}
        liveCount={sessions.filter(isLive).length}
      />
      {shown.length === 0 ? (
        <NoMatches onClear={() => void setView({ text: null, status: null, keepAlive: null })} />
      ) : (
        <SessionTable
          sessions={shown}
          initialNow={now}
          sort={sort}
          onSort={({ key, descending }) => void setView({ sort: key, descending })}
          onConnect={props.onConnect}
          onReleased={setReleasedId}
        />
      )}
      <p role="status" className="sr-only">
        {releaseAnnouncement(sessions.find(({ id }) => id === releasedId))}
      </p>
    </>
  );
}

function releaseAnnouncement(session: Session | undefined): string {
  if (!session || isLive(session)) return "";
  return `Session ${shortId(session.id)} has ended: ${session.status}.`;
}
