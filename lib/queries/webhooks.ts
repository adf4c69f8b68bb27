import { infiniteQueryOptions, mutationOptions, type QueryClient, queryOptions } from "@tanstack/react-query";
import type {
  ChangeWebhookInput,
  CreateWebhookInput,
  DeliveryPage,
  RetryDeliveryInput,
  TestWebhookResult,
  WebhookList,
  WebhookSecretResult,
} from "@/lib/api/webhooks";
import { requestJson } from "./request-json";

const RECHECK_MS = 5_000;
/** Begins the keys of what is answered with a secret. */
export const MAKING_SECRET = ["webhook-secret"];

/** Asked again while the page is open: deliveries go on by themselves. */
export function webhooksQuery() {
  return queryOptions({
    queryKey: ["webhooks"],
    queryFn: ({ signal }) => requestJson<WebhookList>("/api/webhooks", { signal }),
    refetchInterval: RECHECK_MS,
    staleTime: RECHECK_MS,
    retry: false,
  });
}

export function deliveriesQuery(webhookId: string) {
  return infiniteQueryOptions({
    queryKey: ["webhook-deliveries", webhookId],
    queryFn: ({ pageParam, signal }) =>
      requestJson<DeliveryPage>(`/api/webhooks/${webhookId}/deliveries${pageParam ? `?cursor=${pageParam}` : ""}`, {
        signal,
      }),
    initialPageParam: "",
    getNextPageParam: ({ next }: DeliveryPage) => next,
    refetchInterval: RECHECK_MS,
    retry: false,
  });
}

/** The answer holds the secret, which is shown once. */
export function createWebhookMutation(queryClient: QueryClient) {
  return mutationOptions({
    mutationKey: [...MAKING_SECRET, "create"],
    mutationFn: (body: CreateWebhookInput) =>
      requestJson<WebhookSecretResult>("/api/webhooks", { method: "POST", body }),
    gcTime: 0,
    ...showingWebhooks(queryClient),
  });
}

/** The answer holds the secret, which is shown once. */
export function rotateWebhookSecretMutation(queryClient: QueryClient) {
  return mutationOptions({
    mutationKey: [...MAKING_SECRET, "rotate"],
    mutationFn: (id: string) => requestJson<WebhookSecretResult>(`/api/webhooks/${id}/secret`, { method: "POST" }),
    gcTime: 0,
    ...showingWebhooks(queryClient),
  });
}

export function changeWebhookMutation(queryClient: QueryClient) {
  return mutationOptions({
    mutationKey: ["change-webhook"],
    mutationFn: ({ id, ...body }: ChangeWebhookInput) =>
      requestJson<WebhookList>(`/api/webhooks/${id}`, { method: "PUT", body }),
    ...showingWebhooks(queryClient),
  });
}

export function removeWebhookMutation(queryClient: QueryClient) {
  return mutationOptions({
    mutationKey: ["remove-webhook"],
    mutationFn: (id: string) => requestJson<WebhookList>(`/api/webhooks/${id}`, { method: "DELETE" }),
    ...showingWebhooks(queryClient),
  });
}

export function testWebhookMutation() {
  return mutationOptions({
    mutationKey: ["test-webhook"],
    mutationFn: (id: string) => requestJson<TestWebhookResult>(`/api/webhooks/${id}/test`, { method: "POST" }),
  });
}

export function retryDeliveryMutation(queryClient: QueryClient) {
  return mutationOptions({
    mutationKey: ["retry-delivery"],
    mutationFn: ({ id, deliveryId }: RetryDeliveryInput) =>
      requestJson<DeliveryPage>(`/api/webhooks/${id}/retry`, { method: "POST", body: { deliveryId } }),
    onSettled: (_answer, _error, { id }) => queryClient.invalidateQueries(deliveriesQuery(id)),
  });
}

/** The answer to a change is all of them as they are after it. */
function showingWebhooks(queryClient: QueryClient) {
  return {
    onSuccess: async ({ now, webhooks }: WebhookList) => {
      await queryClient.cancelQueries(webhooksQuery());
      queryClient.setQueryData(webhooksQuery().queryKey, { now, webhooks });
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: ["webhook-deliveries"] }),
  };
}
