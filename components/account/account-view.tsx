"use client";
import { useQuery } from "@tanstack/react-query";
import { SignOutButton } from "@/components/shell/sign-out-button";
import { Notice } from "@/components/ui/notice";
import { Section } from "@/components/ui/section";
import type { Me } from "@/lib/api/account";
import { describeRole } from "@/lib/domain/describe-role";
import { meQuery } from "@/lib/queries/account";
import { ChangePasswordForm } from "./change-password-form";

export function AccountView() {
  const { data: me, error } = useQuery(meQuery());
  if (me) return <Account me={me} />;
  if (!error) return <p aria-busy="true">Reading your account…</p>;
  return (
    <Notice tone="critical" role="alert">
      Your account could not be read. {error.message} It is asked for again every few seconds.
    </Notice>
  );
}

function Account({ me }: { me: Me }) {
  return (
    <>
      <Section title="You">
        <dl className="grid gap-x-6 gap-y-1.5 sm:grid-cols-[10rem_1fr]">
          <dt className="text-ink-soft">Email</dt>
          <dd className="min-w-0 break-words">{me.email}</dd>
          <dt className="text-ink-soft">Role</dt>
          <dd>
            <span className="font-medium">{me.role}</span>
            <span className="block text-ink-soft">{describeRole(me.role)}</span>
          </dd>
        </dl>
      </Section>
      <Section title="Password">
        {me.hasPassword ? (
          <ChangePasswordForm email={me.email} />
        ) : (
          <p className="max-w-prose text-ink-soft">
            You sign in by your team's OpenID provider. No password of yours is kept here.
          </p>
        )}
      </Section>
      <Section title="Signed in">
        <div>
          <SignOutButton />
        </div>
        <p className="mt-2 max-w-prose text-ink-soft">
          Signing out everywhere ends your sign-in in every browser, this one too. The browser sessions that you created
          go on.
        </p>
        <div>
          <SignOutButton everywhere />
        </div>
      </Section>
    </>
  );
}
