import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { Button } from "@/components/ui/button";
import type { TestWebhookResult, WebhookRow } from "@/lib/api/webhooks";
import { FORMAT_LABELS, NOTICE_LABELS } from "@/lib/domain/notice-labels";
import { changeWebhookMutation, testWebhookMutation } from "@/lib/queries/webhooks";
import { DeliveryList } from "./delivery-list";
import type { WebhookDialogState } from "./webhook-dialog";

type CardProps = { webhook: WebhookRow; onDialog: (dialog: WebhookDialogState) => void };

/** One webhook: where it goes, what it is told of, and how its deliveries fare. */
export function WebhookCard({ webhook, onDialog }: CardProps) {
  const { id, name, address, format, kinds, createdBy, pausedAt } = webhook;
  const change = useMutation(changeWebhookMutation(useQueryClient()));
  const test = useMutation(testWebhookMutation());
  const [isOpen, setOpen] = useState(false);
  const listId = useId();
  const isPaused = pausedAt !== null;
  return (
    <li className="grid gap-2 rounded-control border border-line-strong px-3.5 py-3" data-paused={isPaused}>
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h3 className="wrap-anywhere font-medium">
          {name}
          {isPaused ? <span className="text-warning"> · Paused</span> : null}
        </h3>
        <p className="text-ink-soft text-small">
          {FORMAT_LABELS[format].name} · added by {createdBy}
        </p>
      </div>
      <p className="figures wrap-anywhere text-small">{address}</p>
      <p className="text-ink-soft text-small">{kinds.map((kind) => NOTICE_LABELS[kind].name).join(" · ")}</p>
      <div className="flex flex-wrap gap-1.5">
        <Button size="sm" aria-expanded={isOpen} aria-controls={listId} onClick={() => setOpen(!isOpen)}>
          {countsOf(webhook)}
        </Button>
        <Button
          size="sm"
          disabled={test.isPending}
          onClick={() => test.mutate(id)}
          aria-label={`Send a test to ${name}`}
        >
          {test.isPending ? "Sending…" : "Send a test"}
        </Button>
        <Button
          size="sm"
          disabled={change.isPending}
          aria-label={isPaused ? `Let ${name} go on` : `Pause ${name}`}
          onClick={() => change.mutate({ id, isPaused: !isPaused })}
        >
          {isPaused ? "Go on" : "Pause"}
        </Button>
        {format === "standard" ? (
          <Button size="sm" aria-label={`New secret for ${name}`} onClick={() => onDialog({ name: "rotate", webhook })}>
            New secret
          </Button>
        ) : null}
        <Button size="sm" aria-label={`Remove ${name}`} onClick={() => onDialog({ name: "remove", webhook })}>
          Remove
        </Button>
      </div>
      <p role="status" className="text-small empty:hidden">
        {test.data ? describeTest(test.data) : null}
      </p>
      <p role="alert" className="text-critical text-small empty:hidden">
        {change.error?.message ?? test.error?.message}
      </p>
      <div id={listId} className="empty:hidden">
        {isOpen ? <DeliveryList webhook={webhook} /> : null}
      </div>
    </li>
  );
}

function countsOf({ deliveries: { delivered, waiting, failed } }: WebhookRow): string {
  const parts = [`${delivered} delivered`];
  if (waiting > 0) parts.push(`${waiting} waiting`);
  if (failed > 0) parts.push(`${failed} failed`);
  return parts.join(" · ");
}

function describeTest({ isDelivered, status, error }: TestWebhookResult): string {
  return isDelivered ? `The test arrived: it answered ${status}.` : `The test did not arrive. ${error}`;
}
