import { and, eq } from "drizzle-orm";
import type { ChangeRoleInput, People } from "@/lib/api/people";
import { lastAdminSentence, roleIsFixed } from "@/lib/domain/person-abilities";
import { OIDC_CREDENTIAL } from "@/lib/server/auth/create-auth";
import { credential, person } from "@/lib/server/db/schema";
import { AppError } from "@/lib/server/errors";
import { recordChange } from "@/lib/server/services/audit/record-change";
import { listPeople } from "./list-people";
import { lockPerson } from "./lock-person";
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
      await requireOwnRole(ctx, id);
      await ctx.database.db.update(person).set({ role, updatedAt: new Date() }).where(eq(person.id, id));
      return found;
    },
  );
  return listPeople(ctx);
}

async function requireOwnRole({ database, oidc }: PeopleContext, id: string): Promise<void> {
  const accounts = and(eq(credential.userId, id), eq(credential.providerId, OIDC_CREDENTIAL));
  const comesByOpenId = (await database.db.$count(credential, accounts)) > 0;
  const reason = roleIsFixed({ signsInBy: comesByOpenId ? ["openid"] : [] }, oidc?.name ?? null);
  if (reason) throw new AppError("conflict", reason);
}
