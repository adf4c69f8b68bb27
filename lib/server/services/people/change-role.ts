import type { ChangeRoleInput, People } from "@/lib/api/people";
import { fixedRoleSentence, lastAdminSentence } from "@/lib/domain/person-abilities";
import { AppError } from "@/lib/server/errors";
import { recordChange } from "@/lib/server/services/audit/record-change";
import { listPeople } from "./list-people";
import { lockPerson } from "./lock-person";
import { hasOidcAccount } from "./oidc-account";
import type { PeopleContext } from "./people-context";
import { setRole } from "./set-role";

/** Counts from the person's next request on. */
export async function changeRole(ctx: PeopleContext, { id, role }: ChangeRoleInput): Promise<People> {
  await recordChange(
    ctx,
    ({ found, ...after }) => ({
      action: "person.change-role",
      target: found.email,
      before: { role: found.role },
      after,
    }),
    async () => {
      const { found, isLastAdmin } = await lockPerson(ctx, id);
      if (isLastAdmin && role !== "admin") {
        throw new AppError("conflict", lastAdminSentence(found.email));
      }
      if (ctx.oidc && (await hasOidcAccount(ctx.database, id))) {
        throw new AppError("conflict", fixedRoleSentence(ctx.oidc.name));
      }
      return { found, ...(await setRole(ctx.database, found, role)) };
    },
  );
  return listPeople(ctx);
}
