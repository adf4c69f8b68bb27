import type { Metadata } from "next";
import { AccountView } from "@/components/account/account-view";
import { admitPage } from "@/lib/server/http/admit-page";

export const metadata: Metadata = { title: "Account" };

export default async function AccountPage() {
  await admitPage("/account");
  return (
    <div className="grid w-full max-w-3xl gap-4">
      <h1 className="font-semibold text-lg">Account</h1>
      <AccountView />
    </div>
  );
}
