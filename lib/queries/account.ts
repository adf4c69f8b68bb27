import { mutationOptions, queryOptions } from "@tanstack/react-query";
import type { ChangePasswordInput, FirstAdminInput, Me, SignInInput } from "@/lib/api/account";
import type { BeginOidcInput, BeginOidcResult } from "@/lib/api/oidc-sign-in";
import type { JoinInput } from "@/lib/api/people";
import { isUnauthenticated, requestJson } from "./request-json";

const RECHECK_MS = 4_000;
/** Begins the keys of what ends or replaces this browser's sign-in by itself. */
export const OWN_SIGN_IN = "own-sign-in";

/** Who is signed in here. */
export function meQuery() {
  return queryOptions({
    queryKey: ["me"],
    queryFn: ({ signal }) => requestJson<Me>("/api/account", { signal }),
    staleTime: RECHECK_MS,
    // An answer may belong to a cookie that was replaced while it was on its way, so that only the second one counts.
    retry: (failures, error) => failures < 1 && isUnauthenticated(error),
    retryDelay: 250,
  });
}

/**
 * The same, asked again for as long as the page is open: a role may change, and a person be deactivated. For one part of
 * the page, since each that follows asks for itself.
 */
export function followMeQuery() {
  return { ...meQuery(), refetchInterval: RECHECK_MS };
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
    mutationKey: [OWN_SIGN_IN, "change-password"],
    mutationFn: (body: ChangePasswordInput) => requestJson("/api/account/password", { method: "PUT", body }),
    gcTime: 0,
  });
}

export function signOutMutation() {
  return mutationOptions({
    mutationKey: [OWN_SIGN_IN, "sign-out"],
    mutationFn: ({ everywhere }: { everywhere: boolean }) =>
      requestJson(everywhere ? "/api/account/sign-out-everywhere" : "/api/account/sign-out", { method: "POST" }),
  });
}
