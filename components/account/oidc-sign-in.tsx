"use client";
import { useMutation } from "@tanstack/react-query";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
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
  const message = begin.isIdle ? lastTry : begin.error?.message;
  return (
    <section aria-label={name} className="grid gap-4">
      {isOnlyWay ? null : (
        <p className="flex items-center gap-3 text-ink-faint text-small before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
          or
        </p>
      )}
      {message ? (
        <Notice tone="critical" role="alert">
          {message}
        </Notice>
      ) : null}
      <Button
        variant={isOnlyWay ? "primary" : "secondary"}
        disabled={begin.isPending}
        onClick={() => begin.mutate({ to: toLocalPath(to) })}
      >
        {name}
      </Button>
    </section>
  );
}
