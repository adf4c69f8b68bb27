import { eq } from "drizzle-orm";
import type { People, PersonIdInput } from "@/lib/api/people";
import { invitation } from "@/lib/server/db/schema";
import { AppError } from "@/lib/server/errors";
import { recordChange } from "@/lib/server/services/audit/record-change";
import { listPeople } from "./list-people";
import type { PeopleContext } from "./people-context";

/** Ends a link that nobody has used, be it an invitation or one for a new password. */
export async function revokeInvitation(ctx: PeopleContext, { id }: PersonIdInput): Promise<People> {
  await recordChange(
    ctx,
    ({ email, role }) => ({ action: "invitation.revoke", target: email, before: { role } }),
    async () => {
      const [revoked] = await ctx.database.db.delete(invitation).where(eq(invitation.id, id)).returning();
      if (!revoked) throw new AppError("not_found", "This link was used, replaced or revoked already.");
      return revoked;
    },
  );
  return listPeople(ctx);
}
