import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { PeopleView } from "@/components/people/people-view";
import { Forbidden } from "@/components/shell/forbidden";
import { getQueryClient } from "@/lib/queries/get-query-client";
import { peopleQuery } from "@/lib/queries/people";
import { admitPage } from "@/lib/server/http/admit-page";
import { listPeople } from "@/lib/server/services/people/list-people";

export const metadata: Metadata = { title: "People" };

export default async function PeoplePage() {
  const { ctx, refusal } = await admitPage("/settings/people");
  if (refusal) return <Forbidden {...refusal} />;
  const queryClient = getQueryClient();
  await queryClient.prefetchQuery({ ...peopleQuery(), queryFn: () => listPeople(ctx) });
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <PeopleView />
    </HydrationBoundary>
  );
}
