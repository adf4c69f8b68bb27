import { mutationOptions, queryOptions } from "@tanstack/react-query";
import type { ChangePasswordInput, FirstAdminInput, Me, SignInInput } from "@/lib/api/account";
import type { BeginOidcInput, BeginOidcResult } from "@/lib/api/oidc-sign-in";
import type { JoinInput } from "@/lib/api/people";
import { requestJson } from "./request-json";

const RECHECK_MS = 4_000;

/** Who is signed in here, asked again while the page is open: a role may change, and a person be deactivated. */
export function meQuery() {
  return queryOptions({
    queryKey: ["me"],
    queryFn: ({ signal }) => requestJson<Me>("/api/account", { signal }),
    refetchInterval: RECHECK_MS,
    staleTime: RECHECK_MS,
    retry: false,
  });
}

export function signInMutation() {
  return mutationOptions({
    mutationKey: ["sign-in"],
    mutationFn: (body: SignInInput) => requestJson("/api/account/sign-in", { method: "POST", body }),
    gcTime: 0,
  });
}

export function beginOidcMutation() {
  return mutationOptions({
    mutationKey: ["sign-in", "oidc"],
    mutationFn: (body: BeginOidcInput) => requestJson<BeginOidcResult>("/api/account/oidc", { method: "POST", body }),
  });
}

export function createFirstAdminMutation() {
  return mutationOptions({
    mutationKey: ["first-admin"],
    mutationFn: (body: FirstAdminInput) => requestJson("/api/account/first-admin", { method: "POST", body }),
    gcTime: 0,
  });
}

export function joinMutation() {
  return mutationOptions({
    mutationKey: ["join"],
    mutationFn: (body: JoinInput) => requestJson("/api/account/join", { method: "POST", body }),
    gcTime: 0,
  });
}

export function changePasswordMutation() {
  return mutationOptions({
    mutationKey: ["change-password"],
    mutationFn: (body: ChangePasswordInput) => requestJson("/api/account/password", { method: "PUT", body }),
    gcTime: 0,
  });
}

export function signOutMutation() {
  return mutationOptions({
    mutationKey: ["sign-out"],
    mutationFn: ({ everywhere }: { everywhere: boolean }) =>
      requestJson(everywhere ? "/api/account/sign-out-everywhere" : "/api/account/sign-out", { method: "POST" }),
  });
}
