import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Dialog } from "@/components/ui/dialog";
import type { Installation } from "@/lib/api/settings";
import { shortId } from "@/lib/domain/session";
import { followWhilePaused } from "@/lib/queries/paused-snapshot";
import { createSessionMutation } from "@/lib/queries/sessions";
import { ConnectPanel } from "./connect-panel";
import { CreateSessionForm } from "./create-session-form";

export type SessionDialogState = { name: "create" } | { name: "connect"; sessionId: string; isNew: boolean };

/** The page's one dialog: creating leads to connecting without closing in between. */
export function SessionDialog(props: {
  state: SessionDialogState | undefined;
  onChange: (state: SessionDialogState | undefined) => void;
  upstream: Installation["upstream"];
  defaultTimeoutSeconds: number | undefined;
}) {
  const { state, onChange } = props;
  const queryClient = useQueryClient();
  const create = useMutation(createSessionMutation(queryClient));

  // While a session is on its way it stays open, or nobody would learn that it was refused.
  function close() {
    if (create.isPending) return;
    create.reset();
    onChange(undefined);
  }

  return (
    <Dialog open={state !== undefined} onClose={close} {...headingOf(state)}>
      {state?.name === "connect" ? <ConnectPanel sessionId={state.sessionId} upstream={props.upstream} /> : null}
      {state?.name === "create" ? (
        <CreateSessionForm
          create={create}
          defaultTimeoutSeconds={props.defaultTimeoutSeconds}
          onCreated={({ id }) => {
            followWhilePaused(queryClient, id);
            onChange({ name: "connect", sessionId: id, isNew: true });
          }}
          onCancel={close}
        />
      ) : null}
    </Dialog>
  );
}

function headingOf(state: SessionDialogState | undefined): { title: string; description: string } {
  if (state?.name !== "connect") {
    return { title: "New session", description: "It starts at once, and holds a slot until it ends." };
  }
  const name = shortId(state.sessionId);
  return {
    title: state.isNew ? `Session ${name} is running` : `Connect to ${name}`,
    description: "Attach with Playwright, or any other CDP client.",
  };
}
