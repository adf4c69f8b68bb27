import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { ReleaseListView } from "@/components/releases/release-list-view";
import { Forbidden } from "@/components/shell/forbidden";
import { getQueryClient } from "@/lib/queries/get-query-client";
import { releasesQuery } from "@/lib/queries/release-results";
import { admitPage } from "@/lib/server/http/admit-page";
import { listReleases } from "@/lib/server/services/releases/list";

export const metadata: Metadata = { title: "Releases" };

export default async function ReleasesPage() {
  const { ctx, refusal } = await admitPage("/releases");
  if (refusal) return <Forbidden {...refusal} />;
  const queryClient = getQueryClient();
  await queryClient.prefetchQuery({ ...releasesQuery(), queryFn: () => listReleases(ctx) });
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <ReleaseListView />
    </HydrationBoundary>
  );
}
