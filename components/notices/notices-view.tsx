"use client";
import { usePermission } from "@/lib/hooks/use-permission";
import { ChoicesSection } from "./choices-section";
import { HistorySection } from "./history-section";
import { WebhooksSection } from "./webhooks-section";

export function NoticesView() {
  const { isAllowed: managesWebhooks } = usePermission("webhooks:manage");
  return (
    <div className="grid w-full max-w-3xl grid-cols-[minmax(0,1fr)] gap-4">
      <h1 className="sr-only">Notices</h1>
      <ChoicesSection />
      {managesWebhooks ? <WebhooksSection /> : null}
      <HistorySection />
    </div>
  );
}
