import { mutationOptions, type QueryClient, queryOptions } from "@tanstack/react-query";
import type {
  SaveAuditRetentionInput,
  SaveDefaultTimeoutInput,
  SaveOwnerKeyInput,
  SavePriceInput,
  SaveSessionRulesInput,
  Settings,
} from "@/lib/api/settings";
import { requestJson } from "./request-json";

export function settingsQuery() {
  return queryOptions({
    queryKey: ["settings"],
    queryFn: ({ signal }) => requestJson<Settings>("/api/settings", { signal }),
    staleTime: 10_000,
  });
}

export function saveDefaultTimeoutMutation(queryClient: QueryClient) {
  return mutationOptions({
    mutationKey: ["save-default-timeout"],
    mutationFn: (input: SaveDefaultTimeoutInput) =>
      requestJson<Settings>("/api/settings/default-timeout", { method: "PUT", body: input }),
    ...showingSettings(queryClient),
  });
}

export function saveAuditRetentionMutation(queryClient: QueryClient) {
  return mutationOptions({
    mutationKey: ["save-audit-retention"],
    mutationFn: (input: SaveAuditRetentionInput) =>
      requestJson<Settings>("/api/settings/audit-retention", { method: "PUT", body: input }),
    ...showingSettings(queryClient),
  });
}

export function saveOwnerKeyMutation(queryClient: QueryClient) {
  return mutationOptions({
    mutationKey: ["save-owner-key"],
    mutationFn: (input: SaveOwnerKeyInput) =>
      requestJson<Settings>("/api/settings/owner-key", { method: "PUT", body: input }),
    ...showingSettings(queryClient),
  });
}

export function savePriceMutation(queryClient: QueryClient) {
  return mutationOptions({
    mutationKey: ["save-price"],
    mutationFn: (input: SavePriceInput) => requestJson<Settings>("/api/settings/price", { method: "PUT", body: input }),
    ...showingSettings(queryClient),
  });
}

export function saveSessionRulesMutation(queryClient: QueryClient) {
  return mutationOptions({
    mutationKey: ["save-session-rules"],
    mutationFn: (input: SaveSessionRulesInput) =>
      requestJson<Settings>("/api/settings/session-rules", { method: "PUT", body: input }),
    ...showingSettings(queryClient),
  });
}

/** The answer to a change is all settings as they are after it. */
function showingSettings(queryClient: QueryClient) {
  return {
    onSuccess: (settings: Settings) => {
      queryClient.setQueryData(settingsQuery().queryKey, settings);
    },
    onSettled: () => queryClient.invalidateQueries(settingsQuery()),
  };
}
