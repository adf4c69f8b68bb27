import type { InviteInput, LinkResult } from "@/lib/api/people";
import { AppError } from "@/lib/server/errors";
import { recordChange } from "@/lib/server/services/audit/record-change";
import { callingPerson } from "@/lib/server/services/service-context";
import { findPersonByEmail } from "./add-person";
import { lockPerson } from "./lock-person";
import type { PeopleContext } from "./people-context";
import { replaceLink } from "./replace-link";
import { requirePasswordSignIn } from "./require-password-sign-in";

/** Makes a link by which whoever has it joins with this address and role. The admin passes it on. */
export function invite(ctx: PeopleContext, { email, role }: InviteInput): Promise<LinkResult> {
  return recordChange(ctx, { action: "invitation.create", target: email, after: { role } }, async () => {
    requirePasswordSignIn(ctx);
    // Whoever is being demoted at this moment leaves no link behind.
    await lockPerson(ctx, callingPerson(ctx).id);
    if (await findPersonByEmail(ctx.database, email)) {
      throw new AppError("conflict", `${email} has an account here already.`, { field: "email" });
    }
    return replaceLink(ctx, email, role);
  });
}
