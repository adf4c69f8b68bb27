import type { Metadata } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { AuthPanel } from "@/components/account/auth-panel";
import { NobodyYet } from "@/components/account/nobody-yet";
import { OidcSignIn } from "@/components/account/oidc-sign-in";
import { SignInForm } from "@/components/account/sign-in-form";
import { Notice } from "@/components/ui/notice";
import { toLocalPath } from "@/lib/domain/to-local-path";
import { currentPerson } from "@/lib/server/http/current-person";
import { getRuntime } from "@/lib/server/runtime";
import { describeFirstRun } from "@/lib/server/services/account/describe-first-run";
import { describeOidc } from "@/lib/server/services/account/describe-oidc";

export const metadata: Metadata = { title: "Sign in" };

type SearchParams = Promise<Record<string, string | string[] | undefined>>;

export default async function SignInPage({ searchParams }: { searchParams: SearchParams }) {
  const { to: asked, error, reason } = await searchParams;
  const to = typeof asked === "string" ? toLocalPath(asked) : "/";
  if (await currentPerson()) redirect(to);
  const runtime = await getRuntime();
  const [oidc, firstRun] = await Promise.all([describeOidc(runtime), describeFirstRun(runtime, await headers())]);
  return (
    <AuthPanel title="Sign in">
      {reason === "signed-out" ? (
        <Notice role="status">You were signed out. Sign in to go on where you were.</Notice>
      ) : null}
      {firstRun === "over" ? null : <NobodyYet provider={oidc?.name} isLinkOpened={firstRun === "mine"} />}
      {oidc?.isOnlyWay ? null : <SignInForm to={to} />}
      {oidc ? <OidcSignIn {...oidc} to={to} error={typeof error === "string" ? error : undefined} /> : null}
    </AuthPanel>
  );
}
