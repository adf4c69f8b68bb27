import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { meQuery } from "@/lib/queries/account";
import { followFeed } from "@/lib/queries/feed/follow-feed";

/** Keeps the picture of the page true, for as long as the same person is signed in. For one part of the page. */
export function useFeed(): void {
  const queryClient = useQueryClient();
  const { data: personId } = useQuery({ ...meQuery(), select: ({ id }) => id, refetchOnMount: false });
  useEffect(() => (personId === undefined ? undefined : followFeed(queryClient, personId)), [queryClient, personId]);
}
