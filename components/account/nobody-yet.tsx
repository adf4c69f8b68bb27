import Link from "next/link";
import { Notice } from "@/components/ui/notice";

type NobodyYetProps = {
  /** The OpenID provider's name, when there is one. */
  provider: string | undefined;
  /** This browser opened the link for the first admin. */
  isLinkOpened: boolean;
};

/** What to do while nobody could sign in. */
export function NobodyYet({ provider, isLinkOpened }: NobodyYetProps) {
  return (
    <Notice className="grid gap-1">
      <p className="font-medium">Nobody has an account here yet.</p>
      {isLinkOpened ? (
        <p>
          You opened the link for the first admin:{" "}
          <Link href="/welcome" className="underline underline-offset-2">
            create the admin account
          </Link>
          .
        </p>
      ) : (
        <p>
          Keepwatch printed a link where it was started. Open it in a browser on that machine to become the admin.
          {provider ? ` Whoever ${provider} gives a role comes in by the button below.` : null}
        </p>
      )}
    </Notice>
  );
}
