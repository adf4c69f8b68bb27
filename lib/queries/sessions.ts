import { mutationOptions, type QueryClient, queryOptions } from "@tanstack/react-query";
import type {
  ConnectUrlResult,
  CreateSessionInput,
  CreateSessionResult,
  ReleaseSessionInput,
  ReleaseSessionResult,
} from "@/lib/api/sessions";
import type { Snapshot } from "@/lib/api/snapshot";
import type { Session } from "@/lib/domain/session";
import { requestJson } from "./request-json";
import { learnUpstreamTime, monotonicNow } from "./upstream-clock";

const POLL_MS = 2000;

/** The one live picture. All parts of a page share it; it is the only place that knows it is polled. */
export function snapshotQuery() {
  return queryOptions({
    queryKey: ["snapshot"],
    queryFn: fetchSnapshot,
    refetchInterval: POLL_MS,
    staleTime: POLL_MS,
    retry: false,
  });
}

export function createSessionMutation(queryClient: QueryClient) {
  return mutationOptions({
    mutationKey: ["create-session"],
    mutationFn: (input: CreateSessionInput) =>
      requestJson<CreateSessionResult>("/api/sessions", { method: "POST", body: input }),
    onSuccess: async ({ session }) => {
      await showSession(queryClient, session);
      await queryClient.invalidateQueries(snapshotQuery());
    },
  });
}

/** The row turns to `Releasing…` at once; what it ends as is upstream's to say. */
export function releaseSessionMutation(queryClient: QueryClient) {
  return mutationOptions({
    mutationKey: ["release-session"],
    mutationFn: ({ id, ...body }: ReleaseSessionInput) =>
      requestJson<ReleaseSessionResult>(`/api/sessions/${id}/release`, { method: "POST", body }),
    onSuccess: ({ session }) => showSession(queryClient, session),
    onSettled: () => queryClient.invalidateQueries(snapshotQuery()),
  });
}

/** Asked for by a person, kept nowhere: the link is a bearer secret. */
export function revealConnectUrlMutation() {
  return mutationOptions({
    mutationKey: ["reveal-connect-url"],
    mutationFn: (sessionId: string) =>
      requestJson<ConnectUrlResult>(`/api/sessions/${sessionId}/connect-url`, { method: "POST" }),
    gcTime: 0,
  });
}

async function fetchSnapshot({ signal }: { signal: AbortSignal }): Promise<Snapshot> {
  const sentAt = monotonicNow();
  const snapshot = await requestJson<Snapshot>("/api/sessions", { signal });
  learnUpstreamTime(snapshot.now, sentAt, monotonicNow());
  return snapshot;
}

/** A picture that is on its way was taken before this, and must not paint over it. */
async function showSession(queryClient: QueryClient, session: Session): Promise<void> {
  await queryClient.cancelQueries(snapshotQuery());
  queryClient.setQueryData(snapshotQuery().queryKey, (snapshot) => snapshot && withSession(snapshot, session));
}

function withSession(snapshot: Snapshot, session: Session): Snapshot {
  const others = snapshot.sessions.filter((other) => other.id !== session.id);
  return { ...snapshot, sessions: [...others, session] };
}
