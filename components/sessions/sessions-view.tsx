"use client";
import { Suspense, useCallback, useEffect, useState } from "react";
import type { Installation } from "@/lib/api/settings";
import type { Session } from "@/lib/domain/session";
import { usePageKey } from "@/lib/hooks/use-page-key";
import { usePicture } from "@/lib/hooks/use-picture";
import { learnUpstreamTimeFromPage } from "@/lib/queries/upstream-clock";
import { FleetSummary } from "./fleet-summary";
import { KeysDialog, ProtectDialog, ReleaseDialog, SessionDialog } from "./late-parts";
import { PictureNotice } from "./picture-notice";
import type { ReleaseAsk } from "./release-dialog";
import type { SessionDialogState } from "./session-dialog";
import { SessionList } from "./session-list";
import { NoPicture } from "./session-list-states";

export function SessionsView({ upstream }: { upstream: Installation["upstream"] }) {
  const { snapshot, live, error, refetch } = usePicture();
  const [dialog, setDialog] = useState<SessionDialogState>();
  const [isDialogWanted, setDialogWanted] = useState(false);
  const [releaseAsk, setReleaseAsk] = useState<ReleaseAsk>();
  const [areKeysShown, setKeysShown] = useState(false);
  const [guardedId, setGuardedId] = useState<string>();
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
  const showKeys = useCallback(() => setKeysShown(true), []);
  usePageKey("?", showKeys);
  const protect = useCallback(({ id }: Session) => setGuardedId(id), []);

  if (!snapshot || !live || snapshot.asOf === null) {
    const reason = error?.message ?? snapshot?.failure?.message ?? "Upstream has not answered yet.";
    return <NoPicture reason={reason} onRetry={() => void refetch()} />;
  }
  const initialNow = firstNow ?? live.now;
  const guarded = guardedId === undefined ? undefined : live.sessions.find(({ id }) => id === guardedId);
  const isAboutRow = dialog?.name === "connect" && !dialog.isNew;
  return (
    <>
      <h1 className="sr-only">Sessions</h1>
      <FleetSummary
        snapshot={snapshot}
        initialNow={initialNow}
        onRelease={(sessions) => setReleaseAsk({ ids: sessions.map(({ id }) => id) })}
      />
      <SessionList
        snapshot={snapshot}
        initialNow={initialNow}
        onCreate={() => open({ name: "create" })}
        onShowKeys={showKeys}
        onConnect={connect}
        onProtect={protect}
        onRelease={setReleaseAsk}
        isPinned={isAboutRow || releaseAsk !== undefined || guarded !== undefined}
        pictureNotice={<PictureNotice snapshot={live} requestFailure={error?.message} />}
      />
      {/* Each by itself: one whose code is still to come hides no other. */}
      <Suspense fallback={null}>
        {isDialogWanted ? (
          <SessionDialog state={dialog} onChange={setDialog} upstream={upstream} snapshot={live} />
        ) : null}
      </Suspense>
      <Suspense fallback={null}>
        {releaseAsk ? (
          <ReleaseDialog ask={releaseAsk} snapshot={live} onClose={() => setReleaseAsk(undefined)} />
        ) : null}
      </Suspense>
      <Suspense fallback={null}>{areKeysShown ? <KeysDialog onClose={() => setKeysShown(false)} /> : null}</Suspense>
      <Suspense fallback={null}>
        {guarded ? <ProtectDialog session={guarded} onClose={() => setGuardedId(undefined)} /> : null}
      </Suspense>
    </>
  );
}
