import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Dialog } from "@/components/ui/dialog";
import type { Installation } from "@/lib/api/settings";
import type { Snapshot } from "@/lib/api/snapshot";
import { isLive, type Session, shortId } from "@/lib/domain/session";
import { sessionName } from "@/lib/domain/session-title";
import { followWhilePaused } from "@/lib/queries/paused-snapshot";
import { isRateLimited } from "@/lib/queries/request-json";
import { createSessionMutation } from "@/lib/queries/sessions";
import { ConnectPanel } from "./connect-panel";
import { CreateSessionForm } from "./create-session-form";
import { LiveView } from "./live-view";
import { SlotHolders } from "./slot-holders";

export type SessionDialogState =
  | { name: "create" }
  | { name: "slots" }
  | { name: "connect"; sessionId: string; isNew: boolean }
  | { name: "watch"; sessionId: string };

/** The page's one dialog: creating leads to connecting without closing in between. */
export function SessionDialog(props: {
  state: SessionDialogState | undefined;
  onChange: (state: SessionDialogState | undefined) => void;
  upstream: Installation["upstream"];
  snapshot: Snapshot;
}) {
  const { state, onChange, snapshot } = props;
  const queryClient = useQueryClient();
  const create = useMutation(createSessionMutation(queryClient));

  // While a session is on its way it stays open, or nobody would learn that it was refused.
  function close() {
    if (create.isPending) return;
    create.reset();
    onChange(undefined);
  }

  return (
    <Dialog open={state !== undefined} onClose={close} {...headingOf(state, snapshot.sessions)}>
      {state?.name === "connect" ? (
        <ConnectPanel
          sessionId={state.sessionId}
          upstream={props.upstream}
          onWatch={() => onChange({ name: "watch", sessionId: state.sessionId })}
        />
      ) : null}
      {state?.name === "watch" ? <LiveView sessionId={state.sessionId} /> : null}
      {state?.name === "create" ? (
        <CreateSessionForm
          create={create}
          defaultTimeoutSeconds={snapshot.defaultTimeoutSeconds ?? snapshot.project?.defaultTimeoutSeconds}
          onShowSlots={
            create.error && isRateLimited(create.error) && areSlotsFull(snapshot)
              ? () => onChange({ name: "slots" })
              : undefined
          }
          onCreated={({ id }) => {
            followWhilePaused(queryClient, id);
            onChange({ name: "connect", sessionId: id, isNew: true });
          }}
          onCancel={close}
        />
      ) : null}
      {state?.name === "slots" ? (
        <SlotHolders
          snapshot={snapshot}
          onRetry={() => {
            create.reset();
            onChange({ name: "create" });
          }}
        />
      ) : null}
    </Dialog>
  );
}

/** Upstream says 429 for too many at once, and for too many within a minute, which freeing a slot does not help. */
function areSlotsFull({ sessions, project }: Snapshot): boolean {
  return project === null || sessions.filter(isLive).length >= project.concurrency;
}

type Heading = { title: string; description: string };

function headingOf(state: SessionDialogState | undefined, sessions: readonly Session[]): Heading {
  if (state?.name === "slots") {
    return {
      title: "Who holds the slots",
      description: "The least valuable first. A release waits 5 seconds; then the slot is free.",
    };
  }
  if (state?.name === "watch") {
    return {
      title: `Live view of ${nameOf(state.sessionId, sessions)}`,
      description: "What you do here happens in its browser. While this is open the session counts as in use.",
    };
  }
  if (state?.name !== "connect") {
    return { title: "New session", description: "It starts at once, and holds a slot until it ends." };
  }
  const name = nameOf(state.sessionId, sessions);
  return {
    title: state.isNew ? `Session ${name} is running` : `Connect to ${name}`,
    description: "Attach with Playwright, or any other CDP client.",
  };
}

/** One that was created just now may be in no picture yet. */
function nameOf(sessionId: string, sessions: readonly Session[]): string {
  const session = sessions.find(({ id }) => id === sessionId);
  return session ? sessionName(session) : shortId(sessionId);
}
