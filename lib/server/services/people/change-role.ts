import { eq } from "drizzle-orm";
import type { ChangeRoleInput, People } from "@/lib/api/people";
import { fixedRoleSentence, lastAdminSentence } from "@/lib/domain/person-abilities";
import { person } from "@/lib/server/db/schema";
import { AppError } from "@/lib/server/errors";
import { recordChange } from "@/lib/server/services/audit/record-change";
import { listPeople } from "./list-people";
import { lockPerson } from "./lock-person";
import { hasOidcAccount } from "./oidc-account";
import type { PeopleContext } from "./people-context";

/** Counts from the person's next request on. */
export async function changeRole(ctx: PeopleContext, { id, role }: ChangeRoleInput): Promise<People> {
  await recordChange(
    ctx,
    (before) => ({
      action: "person.change-role",
      target: before.email,
      before: { role: before.role },
      after: { role },
    }),
    async () => {
      const { found, isLastAdmin } = await lockPerson(ctx, id);
      if (isLastAdmin && role !== "admin") {
        throw new AppError("conflict", lastAdminSentence(found.email));
      }
      if (ctx.oidc && (await hasOidcAccount(ctx.database, id))) {
        throw new AppError("conflict", fixedRoleSentence(ctx.oidc.name));
      }
      await ctx.database.db.update(person).set({ role, updatedAt: new Date() }).where(eq(person.id, id));
      return found;
    },
  );
  return listPeople(ctx);
}
