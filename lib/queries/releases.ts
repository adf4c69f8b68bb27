import { mutationOptions, type QueryClient, queryOptions } from "@tanstack/react-query";
import type { ProtectInput, ProtectResult } from "@/lib/api/protection";
import type {
  CancelReleaseResult,
  CarryOutResult,
  CreateReleaseInput,
  CreateReleaseResult,
  ReleaseDetails,
  ReleaseList,
} from "@/lib/api/releases";
import type { Snapshot } from "@/lib/api/snapshot";
import type { Protection } from "@/lib/domain/protection";
import { openIntents } from "@/lib/domain/release";
import type { Session } from "@/lib/domain/session";
import { pagePicture, SNAPSHOT_KEY } from "./feed/page-picture";
import { requestJson } from "./request-json";

const FOLLOW_MS = 1_000;

/** The rows wait in the open at once; the feed tells how it goes on. */
export function createReleaseMutation(queryClient: QueryClient) {
  return mutationOptions({
    mutationKey: ["release", "create"],
    mutationFn: (body: CreateReleaseInput) =>
      requestJson<CreateReleaseResult>("/api/releases", { method: "POST", body }),
    onSuccess: (result, input) => pagePicture(queryClient).takeActs(waitingSessions(queryClient, result, input)),
  });
}

/** Sends what still waits, without waiting. */
export function releaseNowMutation() {
  return mutationOptions({
    mutationKey: ["release", "now"],
    mutationFn: (id: string) => requestJson<CarryOutResult>(`/api/releases/${id}/now`, { method: "POST" }),
  });
}

/** Takes back what has not been sent. */
export function cancelReleaseMutation() {
  return mutationOptions({
    mutationKey: ["release", "cancel"],
    mutationFn: (id: string) => requestJson<CancelReleaseResult>(`/api/releases/${id}/cancel`, { method: "POST" }),
  });
}

/** One release with what became of each session. Asked again for as long as it goes on. */
export function releaseQuery(id: string) {
  return queryOptions({
    queryKey: ["releases", id],
    queryFn: ({ signal }) => requestJson<ReleaseDetails>(`/api/releases/${id}`, { signal }),
    staleTime: FOLLOW_MS,
    refetchInterval: ({ state: { data } }) => (data && openIntents(data.release) > 0 ? FOLLOW_MS : false),
  });
}

/** The latest releases. */
export function releasesQuery() {
  return queryOptions({
    queryKey: ["releases"],
    queryFn: ({ signal }) => requestJson<ReleaseList>("/api/releases", { signal }),
    staleTime: FOLLOW_MS,
    refetchInterval: ({ state: { data } }) =>
      data?.releases.some((release) => openIntents(release) > 0) ? FOLLOW_MS : false,
  });
}

function waitingSessions(
  queryClient: QueryClient,
  { release, leftOut }: CreateReleaseResult,
  { sessionIds }: CreateReleaseInput,
): Session[] {
  const sessions = queryClient.getQueryData<Snapshot>(SNAPSHOT_KEY)?.sessions;
  if (!release || !sessions) return [];
  const named = new Set(sessionIds);
  for (const { sessionId } of leftOut) named.delete(sessionId);
  const { id, by, reason, dueAt } = release;
  const note = { id, state: "waiting", by, reason, dueAt } as const;
  return sessions.filter((session) => named.has(session.id)).map((session) => ({ ...session, release: note }));
}

/** Keeps a session from bulk releases and policies. */
export function protectSessionMutation(queryClient: QueryClient) {
  return mutationOptions({
    mutationKey: ["protect-session"],
    mutationFn: ({ id, ...body }: ProtectInput) =>
      requestJson<ProtectResult>(`/api/sessions/${id}/protection`, { method: "PUT", body }),
    onSuccess: ({ protection }, { id }) => noteProtection(queryClient, id, protection),
  });
}

export function unprotectSessionMutation(queryClient: QueryClient) {
  return mutationOptions({
    mutationKey: ["unprotect-session"],
    mutationFn: (id: string) => requestJson(`/api/sessions/${id}/protection`, { method: "DELETE" }),
    onSuccess: (_, id) => noteProtection(queryClient, id, undefined),
  });
}

function noteProtection(queryClient: QueryClient, id: string, protection: Protection | undefined): void {
  const sessions = queryClient.getQueryData<Snapshot>(SNAPSHOT_KEY)?.sessions;
  const session = sessions?.find((other) => other.id === id);
  if (session) pagePicture(queryClient).takeAct({ ...session, protection });
}
