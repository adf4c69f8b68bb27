import type { Metadata } from "next";
import { OidcSignIn } from "@/components/account/oidc-sign-in";
import { SignInForm } from "@/components/account/sign-in-form";
import { getRuntime } from "@/lib/server/runtime";
import { describeOidc } from "@/lib/server/services/account/describe-oidc";

export const metadata: Metadata = { title: "Sign in" };

type SearchParams = Promise<Record<string, string | string[] | undefined>>;

export default async function SignInPage({ searchParams }: { searchParams: SearchParams }) {
  const { to: asked, error } = await searchParams;
  const to = typeof asked === "string" ? asked : "/";
  const oidc = await describeOidc(await getRuntime());
  return (
    <>
      {!oidc?.isOnlyWay && <SignInForm to={to} />}
      {oidc && <OidcSignIn {...oidc} to={to} error={typeof error === "string" ? error : undefined} />}
    </>
  );
}
