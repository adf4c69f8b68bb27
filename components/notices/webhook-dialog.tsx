import { useIsMutating, useMutation, useQueryClient } from "@tanstack/react-query";
import { Dialog } from "@/components/ui/dialog";
import { Question } from "@/components/ui/question";
import { ShownOnce } from "@/components/ui/shown-once";
import type { WebhookRow } from "@/lib/api/webhooks";
import { MAKING_SECRET, removeWebhookMutation, rotateWebhookSecretMutation } from "@/lib/queries/webhooks";
import { WebhookForm } from "./webhook-form";

export type WebhookDialogState =
  | { name: "add" }
  | { name: "secret"; secret: string }
  | { name: "rotate"; webhook: WebhookRow }
  | { name: "remove"; webhook: WebhookRow };

type DialogProps = { state: WebhookDialogState | undefined; onChange: (state: WebhookDialogState | undefined) => void };

export function WebhookDialog({ state, onChange }: DialogProps) {
  const isMakingSecret = useIsMutating({ mutationKey: MAKING_SECRET }) > 0;
  // While a secret is on its way it stays open, or nobody would ever see it.
  const close = () => {
    if (!isMakingSecret) onChange(undefined);
  };
  const showSecret = (secret: string | null) => onChange(secret === null ? undefined : { name: "secret", secret });
  return (
    <Dialog open={state !== undefined} onClose={close} {...headingOf(state)}>
      {state?.name === "add" ? <WebhookForm onAdded={showSecret} onCancel={close} /> : null}
      {state?.name === "secret" ? (
        <ShownOnce name="Secret" value={state.secret} onDone={close}>
          A lost one is replaced by a new one.
        </ShownOnce>
      ) : null}
      {state?.name === "rotate" ? <Rotate webhook={state.webhook} onSecret={showSecret} onCancel={close} /> : null}
      {state?.name === "remove" ? <Remove webhook={state.webhook} onDone={close} /> : null}
    </Dialog>
  );
}

function Rotate(props: { webhook: WebhookRow; onSecret: (secret: string | null) => void; onCancel: () => void }) {
  const rotate = useMutation(rotateWebhookSecretMutation(useQueryClient()));
  return (
    <Question
      confirmLabel="Make a new secret"
      isPending={rotate.isPending}
      failure={rotate.error?.message}
      onConfirm={() => rotate.mutate(props.webhook.id, { onSuccess: ({ secret }) => props.onSecret(secret) })}
      onCancel={props.onCancel}
    >
      <p>Everything from the next delivery on is signed with it, and the receiver has to know it by then.</p>
    </Question>
  );
}

function Remove({ webhook, onDone }: { webhook: WebhookRow; onDone: () => void }) {
  const remove = useMutation(removeWebhookMutation(useQueryClient()));
  return (
    <Question
      confirmLabel="Remove"
      isPending={remove.isPending}
      failure={remove.error?.message}
      onConfirm={() => remove.mutate(webhook.id, { onSuccess: onDone })}
      onCancel={onDone}
    >
      <p>Nothing is sent there any more, and what is known of its deliveries goes with it.</p>
    </Question>
  );
}

function headingOf(state: WebhookDialogState | undefined): { title: string; description: string } {
  switch (state?.name) {
    case undefined:
    case "add":
      return { title: "Add a webhook", description: "Keepwatch sends a POST for each notice of the kinds you choose." };
    case "secret":
      return { title: "The secret of this webhook", description: "Give it to the receiver, which verifies with it." };
    case "rotate":
      return { title: `A new secret for ${state.webhook.name}?`, description: "The one before ends at once." };
    case "remove":
      return { title: `Remove ${state.webhook.name}?`, description: "It cannot be undone." };
  }
}
