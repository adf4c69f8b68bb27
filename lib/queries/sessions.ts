import { mutationOptions, type QueryClient, type QueryFunctionContext, queryOptions } from "@tanstack/react-query";
import type { ConnectUrlResult, CreateSessionInput, CreateSessionResult } from "@/lib/api/sessions";
import type { Snapshot } from "@/lib/api/snapshot";
import { pagePicture, SNAPSHOT_KEY } from "./feed/page-picture";
import { requestJson } from "./request-json";
import { learnUpstreamTime, monotonicNow } from "./upstream-clock";

/** Our server answers at once: a network that has brought nothing for so long is gone. */
const ASK_MS = 8_000;

/**
 * The one live picture. All parts of a page share it. `followFeed` keeps it true, so that nobody needs to ask for it but
 * who has none.
 */
export function snapshotQuery() {
  return queryOptions({
    queryKey: SNAPSHOT_KEY,
    queryFn: fetchSnapshot,
    staleTime: Number.POSITIVE_INFINITY,
    // The picture keeps the objects of unchanged sessions, by their id and not by their place in the list.
    structuralSharing: false,
    retry: false,
  });
}

export function createSessionMutation(queryClient: QueryClient) {
  return mutationOptions({
    mutationKey: ["create-session"],
    mutationFn: (input: CreateSessionInput) =>
      requestJson<CreateSessionResult>("/api/sessions", { method: "POST", body: input }),
    onSuccess: ({ session }) => pagePicture(queryClient).takeAct(session),
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

async function fetchSnapshot({ signal, client }: QueryFunctionContext): Promise<Snapshot> {
  const sentAt = monotonicNow();
  const snapshot = await requestJson<Snapshot>("/api/sessions", { signal, timeoutMs: ASK_MS });
  learnUpstreamTime(snapshot.now, sentAt, monotonicNow());
  return pagePicture(client).takeAnswer(snapshot, sentAt);
}
