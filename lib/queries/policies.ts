import { mutationOptions, type QueryClient, queryOptions } from "@tanstack/react-query";
import type {
  ChangePolicyInput,
  CreatePolicyInput,
  PolicyList,
  PolicyPreview,
  PreviewPolicyInput,
  SetPolicyModeInput,
} from "@/lib/api/policies";
import type { PolicyRule } from "@/lib/domain/policy";
import { requestJson } from "./request-json";

const RECHECK_MS = 10_000;

/** Asked again while the page is open: what policies would do changes with the sessions, and one may be stopped. */
export function policiesQuery() {
  return queryOptions({
    queryKey: ["policies"],
    queryFn: ({ signal }) => requestJson<PolicyList>("/api/policies", { signal }),
    refetchInterval: RECHECK_MS,
    staleTime: RECHECK_MS,
    retry: false,
  });
}

/** Changes nothing, though it is a POST: a rule does not fit into an address. */
export function policyPreviewQuery(rule: PolicyRule) {
  return queryOptions({
    queryKey: ["policy-preview", rule],
    queryFn: ({ signal }) => previewPolicy({ rule }, signal),
    gcTime: 0,
    retry: false,
  });
}

/** The same, when somebody presses for it. */
export function previewPolicyMutation() {
  return mutationOptions({
    mutationKey: ["preview-policy"],
    mutationFn: (input: PreviewPolicyInput) => previewPolicy(input),
    gcTime: 0,
  });
}

function previewPolicy(body: PreviewPolicyInput, signal?: AbortSignal): Promise<PolicyPreview> {
  return requestJson<PolicyPreview>("/api/policies/preview", { method: "POST", body, signal });
}

export function createPolicyMutation(queryClient: QueryClient) {
  return mutationOptions({
    mutationKey: ["create-policy"],
    mutationFn: (body: CreatePolicyInput) => requestJson<PolicyList>("/api/policies", { method: "POST", body }),
    ...showingPolicies(queryClient),
  });
}

export function changePolicyMutation(queryClient: QueryClient) {
  return mutationOptions({
    mutationKey: ["change-policy"],
    mutationFn: ({ id, ...body }: ChangePolicyInput) =>
      requestJson<PolicyList>(`/api/policies/${id}`, { method: "PUT", body }),
    ...showingPolicies(queryClient),
  });
}

export function setPolicyModeMutation(queryClient: QueryClient) {
  return mutationOptions({
    mutationKey: ["set-policy-mode"],
    mutationFn: ({ id, ...body }: SetPolicyModeInput) =>
      requestJson<PolicyList>(`/api/policies/${id}/mode`, { method: "PUT", body }),
    ...showingPolicies(queryClient),
  });
}

export function deletePolicyMutation(queryClient: QueryClient) {
  return mutationOptions({
    mutationKey: ["delete-policy"],
    mutationFn: (id: string) => requestJson<PolicyList>(`/api/policies/${id}`, { method: "DELETE" }),
    ...showingPolicies(queryClient),
  });
}

/** The answer to a change is all policies as they are after it. */
function showingPolicies(queryClient: QueryClient) {
  return {
    onSuccess: async (policies: PolicyList) => {
      await queryClient.cancelQueries(policiesQuery());
      queryClient.setQueryData(policiesQuery().queryKey, policies);
    },
    onSettled: () => queryClient.invalidateQueries(policiesQuery()),
  };
}
