"use client";
import { useMutation } from "@tanstack/react-query";
import { Button } from "@/components/ui/button";
import { isOidcFailure, oidcFailureSentence } from "@/lib/api/oidc-sign-in";
import { toLocalPath } from "@/lib/domain/to-local-path";
import { beginOidcMutation } from "@/lib/queries/account";

type OidcSignInProps = {
  /** The provider's. */
  name: string;
  isUp: boolean;
  isOnlyWay: boolean;
  /** Where to go on to. */
  to: string;
  /** How the last try ended, as the address of the page says. */
  error?: string;
};

export function OidcSignIn({ name, isUp, isOnlyWay, to, error }: OidcSignInProps) {
  const begin = useMutation({ ...beginOidcMutation(), onSuccess: ({ url }) => window.location.assign(url) });
  const failure = isUp ? error : "unavailable";
  const lastTry = isOidcFailure(failure) ? oidcFailureSentence(failure, name) : undefined;
  const isLeaving = begin.isPending || begin.isSuccess;
  return (
    <section aria-label={name} className="grid gap-3">
      {isOnlyWay ? <h1 className="font-semibold text-lg">Sign in</h1> : <hr className="border-line" />}
      <p role="alert" className="text-critical empty:hidden">
        {begin.isIdle ? lastTry : begin.error?.message}
      </p>
      <Button
        variant={isOnlyWay ? "primary" : "secondary"}
        disabled={isLeaving}
        onClick={() => begin.mutate({ to: toLocalPath(to) })}
      >
        {name}
      </Button>
    </section>
  );
}
