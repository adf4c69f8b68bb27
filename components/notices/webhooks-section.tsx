import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Section } from "@/components/ui/section";
import { webhooksQuery } from "@/lib/queries/webhooks";
import { WebhookCard } from "./webhook-card";
import { WebhookDialog, type WebhookDialogState } from "./webhook-dialog";

/** Where everybody's notices are sent, for admins. */
export function WebhooksSection() {
  const { data, error, isFetching, refetch } = useQuery(webhooksQuery());
  const [dialog, setDialog] = useState<WebhookDialogState>();
  return (
    <Section title="Webhooks">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
        <p className="max-w-prose text-ink-soft">
          Notices go to these addresses whether or not anybody has a page open. What does not arrive is tried again for
          most of a day.
        </p>
        <Button variant="primary" disabled={!data} onClick={() => setDialog({ name: "add" })}>
          Add a webhook
        </Button>
      </div>
      {data?.webhooks.length === 0 ? <p>There is none yet.</p> : null}
      {!data && !error ? <p className="text-ink-soft">Reading the webhooks…</p> : null}
      <ul className="grid gap-3 empty:hidden">
        {data?.webhooks.map((webhook) => (
          <WebhookCard key={webhook.id} webhook={webhook} onDialog={setDialog} />
        ))}
      </ul>
      {error ? (
        <Notice tone="warning" role="status" className="flex flex-wrap items-center justify-between gap-2">
          {data ? `This list may be out of date. ${error.message}` : error.message}
          <Button size="sm" disabled={isFetching} onClick={() => void refetch()}>
            Try again
          </Button>
        </Notice>
      ) : null}
      <WebhookDialog state={dialog} onChange={setDialog} />
    </Section>
  );
}
