import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { PoliciesView } from "@/components/policies/policies-view";
import { Forbidden } from "@/components/shell/forbidden";
import { getQueryClient } from "@/lib/queries/get-query-client";
import { policiesQuery } from "@/lib/queries/policies";
import { admitPage } from "@/lib/server/http/admit-page";
import { listPolicies } from "@/lib/server/services/policies/list";

export const metadata: Metadata = { title: "Policies" };

export default async function PoliciesPage() {
  const { ctx, refusal } = await admitPage("/settings/policies");
  if (refusal) return <Forbidden {...refusal} />;
  const queryClient = getQueryClient();
  await queryClient.prefetchQuery({ ...policiesQuery(), queryFn: () => listPolicies(ctx) });
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <div className="grid w-full max-w-4xl gap-4">
        <PoliciesView />
      </div>
    </HydrationBoundary>
  );
}
