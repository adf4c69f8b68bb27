import type { Metadata } from "next";
import { AuthPanel } from "@/components/account/auth-panel";
import { JoinForm } from "@/components/account/join-form";
import { TextLink } from "@/components/ui/text-link";
import { describeRole } from "@/lib/domain/describe-role";
import { getRuntime } from "@/lib/server/runtime";
import { findInvitation } from "@/lib/server/services/account/find-invitation";

export const metadata: Metadata = { title: "Join" };

type SearchParams = Promise<Record<string, string | string[] | undefined>>;

export default async function JoinPage({ searchParams }: { searchParams: SearchParams }) {
  const { token } = await searchParams;
  const runtime = await getRuntime();
  if (runtime.oidc?.isOnlyWay) {
    return (
      <AuthPanel title="Passwords do not count here" lead={`People come in by ${runtime.oidc.name}, and need no link.`}>
        <TextLink href="/sign-in">Go to the sign-in page</TextLink>
      </AuthPanel>
    );
  }
  const found = typeof token === "string" ? await findInvitation(runtime, token) : undefined;
  if (typeof token !== "string" || !found) return <NoSuchLink />;
  const { email, role, invitedBy } = found;
  if (role === null) {
    return (
      <AuthPanel title="Choose a new password" lead={`${invitedBy} made this link for you. It works once.`}>
        <JoinForm token={token} email={email} passwordLabel="New password" action="Save and sign in" />
      </AuthPanel>
    );
  }
  return (
    <AuthPanel title="Join Keepwatch" lead={`${invitedBy} invited you. This link works once.`}>
      <dl className="grid gap-0.5 rounded-control border border-line bg-paper px-3 py-2">
        <dt className="text-ink-soft text-small">Your role</dt>
        <dd>
          <span className="font-medium">{role}</span>
          <span className="block text-ink-soft text-small">{describeRole(role)}</span>
        </dd>
      </dl>
      <JoinForm token={token} email={email} passwordLabel="Password" action="Join" />
    </AuthPanel>
  );
}

function NoSuchLink() {
  return (
    <AuthPanel title="This link does not work any more">
      <p>
        It was used already, was replaced by a newer one, or is too old. Ask the admin who gave it to you for a new one.
      </p>
      <p className="text-ink-soft">
        If you used it yourself, you have an account: <TextLink href="/sign-in">sign in</TextLink>.
      </p>
    </AuthPanel>
  );
}
