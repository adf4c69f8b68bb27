import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ReleaseView } from "@/components/releases/release-view";
import { Forbidden } from "@/components/shell/forbidden";
import { ReleaseIdInput } from "@/lib/api/releases";
import { getQueryClient } from "@/lib/queries/get-query-client";
import { releaseQuery } from "@/lib/queries/release-results";
import { isAppError } from "@/lib/server/errors";
import { admitPage } from "@/lib/server/http/admit-page";
import { readRelease } from "@/lib/server/services/releases/read";

export const metadata: Metadata = { title: "Release" };

export default async function ReleasePage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const { ctx, refusal } = await admitPage("/releases/[id]", `/releases/${id}`);
  if (refusal) return <Forbidden {...refusal} />;
  const input = ReleaseIdInput.safeParse({ id });
  if (!input.success) notFound();
  const queryClient = getQueryClient();
  const details = await readRelease(ctx, input.data).catch((error: unknown) => {
    if (isAppError(error) && error.code === "not_found") notFound();
    throw error;
  });
  queryClient.setQueryData(releaseQuery(input.data.id).queryKey, details);
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <ReleaseView id={input.data.id} />
    </HydrationBoundary>
  );
}
