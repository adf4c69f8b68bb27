"use client";
import { lazy, Suspense, useCallback, useEffect, useState } from "react";
import type { Installation } from "@/lib/api/settings";
import type { Session } from "@/lib/domain/session";
import { usePicture } from "@/lib/hooks/use-picture";
import { learnUpstreamTimeFromPage } from "@/lib/queries/upstream-clock";
import { FleetSummary } from "./fleet-summary";
import { PictureNotice } from "./picture-notice";
import type { SessionDialogState } from "./session-dialog";
import { SessionList } from "./session-list";
import { NoPicture } from "./session-list-states";

// With its form and its schema it weighs as much as the table, and is wanted once in a while.
const SessionDialog = lazy(() => import("./session-dialog").then((module) => ({ default: module.SessionDialog })));

export function SessionsView({ upstream }: { upstream: Installation["upstream"] }) {
  const { snapshot, live, error, refetch } = usePicture();
  const [dialog, setDialog] = useState<SessionDialogState>();
  const [isDialogWanted, setDialogWanted] = useState(false);
  const learntNow = live?.now;
  useEffect(() => {
    if (learntNow !== undefined) learnUpstreamTimeFromPage(learntNow);
  }, [learntNow]);
  // The first one, since rows that get another are drawn again.
  const [firstNow, setFirstNow] = useState(learntNow);
  if (firstNow === undefined && learntNow !== undefined) setFirstNow(learntNow);

  const open = useCallback((state: SessionDialogState) => {
    setDialogWanted(true);
    setDialog(state);
  }, []);
  const connect = useCallback(({ id }: Session) => open({ name: "connect", sessionId: id, isNew: false }), [open]);

  if (!snapshot || !live || snapshot.asOf === null) {
    const reason = error?.message ?? snapshot?.failure?.message ?? "Upstream has not answered yet.";
    return <NoPicture reason={reason} onRetry={() => void refetch()} />;
  }
  const initialNow = firstNow ?? live.now;
  return (
    <>
      <h1 className="sr-only">Sessions</h1>
      <FleetSummary snapshot={snapshot} initialNow={initialNow} />
      <SessionList
        snapshot={snapshot}
        initialNow={initialNow}
        onCreate={() => open({ name: "create" })}
        onConnect={connect}
        isPinned={dialog?.name === "connect" && !dialog.isNew}
      />
      <PictureNotice snapshot={live} requestFailure={error?.message} />
      <Suspense fallback={null}>
        {isDialogWanted ? (
          <SessionDialog
            state={dialog}
            onChange={setDialog}
            upstream={upstream}
            defaultTimeoutSeconds={live.defaultTimeoutSeconds ?? live.project?.defaultTimeoutSeconds}
          />
        ) : null}
      </Suspense>
    </>
  );
}
