import type { Metadata } from "next";
import { headers } from "next/headers";
import { AuthPanel } from "@/components/account/auth-panel";
import { FirstAdminForm } from "@/components/account/first-admin-form";
import { TextLink } from "@/components/ui/text-link";
import { getRuntime } from "@/lib/server/runtime";
import { describeFirstRun } from "@/lib/server/services/account/describe-first-run";

export const metadata: Metadata = { title: "Welcome" };

export default async function WelcomePage() {
  switch (await describeFirstRun(await getRuntime(), await headers())) {
    case "mine":
      return (
        <AuthPanel
          title="Welcome to Keepwatch"
          lead="You are the first one here. This account is the admin, who invites everybody else."
        >
          <FirstAdminForm />
        </AuthPanel>
      );
    case "waiting":
      return (
        <AuthPanel title="This link does not work here">
          <p>
            It was opened in another browser, is older than an hour, or was opened on another machine than the one that
            Keepwatch runs on.
          </p>
          <p>
            Stop Keepwatch where it runs and start it again: it prints a new link. Open that one in a browser on the
            same machine.
          </p>
        </AuthPanel>
      );
    case "over":
      return (
        <AuthPanel title="Keepwatch has an admin already" lead="Whoever needs an account is invited by an admin.">
          <TextLink href="/sign-in">Go to the sign-in page</TextLink>
        </AuthPanel>
      );
  }
}
