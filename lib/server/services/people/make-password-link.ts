import { and, eq, isNotNull } from "drizzle-orm";
import type { LinkResult, PersonIdInput } from "@/lib/api/people";
import { credential } from "@/lib/server/db/schema";
import { AppError } from "@/lib/server/errors";
import { recordChange } from "@/lib/server/services/audit/record-change";
import { lockPerson } from "./lock-person";
import { hasOidcAccount } from "./oidc-account";
import type { PeopleContext } from "./people-context";
import { replaceLink } from "./replace-link";
import { requirePasswordSignIn } from "./require-password-sign-in";

/** Makes a link by which the person chooses a new password. Until they do, the old one works. */
export function makePasswordLink(ctx: PeopleContext, { id }: PersonIdInput): Promise<LinkResult> {
  return recordChange(
    ctx,
    ({ invitation }) => ({ action: "person.reset-password", target: invitation.email }),
    async () => {
      requirePasswordSignIn(ctx);
      const { found } = await lockPerson(ctx, id);
      if (found.deactivatedAt) throw new AppError("conflict", `${found.email} is deactivated. Reactivate them first.`);
      if (ctx.oidc && (await hasOidcAccount(ctx.database, id))) {
        throw new AppError("conflict", `${found.email} signs in by ${ctx.oidc.name}, and a password would not count.`);
      }
      const passwords = and(eq(credential.userId, id), isNotNull(credential.password));
      if ((await ctx.database.db.$count(credential, passwords)) === 0) {
        throw new AppError("conflict", `${found.email} has no password here: they sign in by the OpenID provider.`);
      }
      return replaceLink(ctx, found.email, null);
    },
  );
}
