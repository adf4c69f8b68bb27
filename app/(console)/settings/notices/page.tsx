import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { NoticesView } from "@/components/notices/notices-view";
import { Forbidden } from "@/components/shell/forbidden";
import { isAllowed } from "@/lib/domain/permissions";
import { getQueryClient } from "@/lib/queries/get-query-client";
import { noticesQuery } from "@/lib/queries/notices";
import { webhooksQuery } from "@/lib/queries/webhooks";
import { admitPage } from "@/lib/server/http/admit-page";
import { listNotices } from "@/lib/server/services/notices/list";
import { callingPerson } from "@/lib/server/services/service-context";
import { listWebhooks } from "@/lib/server/services/webhooks/list";

export const metadata: Metadata = { title: "Notices" };

export default async function NoticesPage() {
  const { ctx, refusal } = await admitPage("/settings/notices");
  if (refusal) return <Forbidden {...refusal} />;
  const queryClient = getQueryClient();
  await queryClient.prefetchInfiniteQuery({ ...noticesQuery(), queryFn: () => listNotices(ctx, {}) });
  if (isAllowed(callingPerson(ctx).role, "webhooks:manage")) {
    await queryClient.prefetchQuery({ ...webhooksQuery(), queryFn: () => listWebhooks(ctx) });
  }
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <NoticesView />
    </HydrationBoundary>
  );
}
