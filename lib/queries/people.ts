import { mutationOptions, type QueryClient, queryOptions } from "@tanstack/react-query";
import type { ChangeRoleInput, InviteInput, LinkResult, People } from "@/lib/api/people";
import { meQuery } from "./account";
import { requestJson } from "./request-json";

const RECHECK_MS = 15_000;

/** Asked again while the page is open: another admin may be at work, and links run out. */
export function peopleQuery() {
  return queryOptions({
    queryKey: ["people"],
    queryFn: ({ signal }) => requestJson<People>("/api/people", { signal }),
    refetchInterval: RECHECK_MS,
    staleTime: RECHECK_MS,
    retry: false,
  });
}

/** The answer holds the link, which is kept nowhere. */
export function inviteMutation(queryClient: QueryClient) {
  return mutationOptions({
    mutationKey: ["invite"],
    mutationFn: (body: InviteInput) => requestJson<LinkResult>("/api/people/invitations", { method: "POST", body }),
    onSettled: () => queryClient.invalidateQueries(peopleQuery()),
    gcTime: 0,
  });
}

/** The answer holds the link, which is kept nowhere. */
export function makePasswordLinkMutation(queryClient: QueryClient) {
  return mutationOptions({
    mutationKey: ["make-password-link"],
    mutationFn: (personId: string) =>
      requestJson<LinkResult>(`/api/people/${personId}/password-link`, { method: "POST" }),
    onSettled: () => queryClient.invalidateQueries(peopleQuery()),
    gcTime: 0,
  });
}

export function revokeInvitationMutation(queryClient: QueryClient) {
  return mutationOptions({
    mutationKey: ["revoke-invitation"],
    mutationFn: (invitationId: string) =>
      requestJson<People>(`/api/people/invitations/${invitationId}`, { method: "DELETE" }),
    ...showingPeople(queryClient),
  });
}

export function changeRoleMutation(queryClient: QueryClient) {
  return mutationOptions({
    mutationKey: ["change-role"],
    mutationFn: ({ id, role }: ChangeRoleInput) =>
      requestJson<People>(`/api/people/${id}/role`, { method: "PUT", body: { role } }),
    ...showingPeople(queryClient),
  });
}

export function deactivatePersonMutation(queryClient: QueryClient) {
  return mutationOptions({
    mutationKey: ["deactivate-person"],
    mutationFn: (personId: string) => requestJson<People>(`/api/people/${personId}/deactivate`, { method: "POST" }),
    ...showingPeople(queryClient),
  });
}

export function reactivatePersonMutation(queryClient: QueryClient) {
  return mutationOptions({
    mutationKey: ["reactivate-person"],
    mutationFn: (personId: string) => requestJson<People>(`/api/people/${personId}/reactivate`, { method: "POST" }),
    ...showingPeople(queryClient),
  });
}

/** The answer to a change is everybody as they are after it. One's own role may be among what changed. */
function showingPeople(queryClient: QueryClient) {
  return {
    onSuccess: async (people: People) => {
      await queryClient.cancelQueries(peopleQuery());
      queryClient.setQueryData(peopleQuery().queryKey, people);
    },
    onSettled: () =>
      Promise.all([queryClient.invalidateQueries(peopleQuery()), queryClient.invalidateQueries(meQuery())]),
  };
}
