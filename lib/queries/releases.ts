import { mutationOptions, type QueryClient } from "@tanstack/react-query";
import type { CancelReleaseResult, CarryOutResult, CreateReleaseInput, CreateReleaseResult } from "@/lib/api/releases";
import type { Snapshot } from "@/lib/api/snapshot";
import type { Session } from "@/lib/domain/session";
import { pagePicture, SNAPSHOT_KEY } from "./feed/page-picture";
import { requestJson } from "./request-json";

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
