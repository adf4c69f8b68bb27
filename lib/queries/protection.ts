import { mutationOptions, type QueryClient } from "@tanstack/react-query";
import type { ProtectInput, ProtectResult } from "@/lib/api/protection";
import type { Snapshot } from "@/lib/api/snapshot";
import type { Protection } from "@/lib/domain/protection";
import { pagePicture, SNAPSHOT_KEY } from "./feed/page-picture";
import { requestJson } from "./request-json";

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
