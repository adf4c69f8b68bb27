import { eq } from "drizzle-orm";
import type { People, PersonIdInput } from "@/lib/api/people";
import { person, signIn } from "@/lib/server/db/schema";
import { AppError } from "@/lib/server/errors";
import { recordChange } from "@/lib/server/services/audit/record-change";
import { listPeople } from "./list-people";
import { lockPerson } from "./lock-person";
import type { PeopleContext } from "./people-context";

/** The person may sign in again, with the role and the password that they had. */
export async function reactivatePerson(ctx: PeopleContext, { id }: PersonIdInput): Promise<People> {
  await recordChange(
    ctx,
    (email) => ({ action: "person.reactivate", target: email, before: { active: false }, after: { active: true } }),
    async () => {
      const { found } = await lockPerson(ctx, id);
      if (!found.deactivatedAt) throw new AppError("conflict", `${found.email} is active already.`);
      await ctx.database.db.update(person).set({ deactivatedAt: null, updatedAt: new Date() }).where(eq(person.id, id));
      // One that began while the person was being deactivated must not come to life now.
      await ctx.database.db.delete(signIn).where(eq(signIn.userId, id));
      return found.email;
    },
  );
  return listPeople(ctx);
}
