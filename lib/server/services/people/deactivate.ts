import { and, eq, isNull } from "drizzle-orm";
import type { People, PersonIdInput } from "@/lib/api/people";
import { invitation, person, signIn } from "@/lib/server/db/schema";
import { AppError } from "@/lib/server/errors";
import { recordChange } from "@/lib/server/services/audit/record-change";
import { callingPerson } from "@/lib/server/services/service-context";
import { endLinksOf } from "./end-links-of";
import { listPeople } from "./list-people";
import { lockPerson } from "./lock-person";
import type { PeopleContext } from "./people-context";

/** Ends all of the person's sign-ins, their links and those that they made, and lets nobody in by their account until it is switched on again. */
export async function deactivatePerson(ctx: PeopleContext, { id }: PersonIdInput): Promise<People> {
  await recordChange(
    ctx,
    ({ email, endedLinks }) => ({
      action: "person.deactivate",
      target: email,
      before: { active: true },
      after: { active: false, endedLinks },
    }),
    () => deactivate(ctx, id),
  );
  return listPeople(ctx);
}

async function deactivate(ctx: PeopleContext, id: string): Promise<{ email: string; endedLinks?: number }> {
  const { db } = ctx.database;
  const { found, isLastAdmin } = await lockPerson(ctx, id);
  if (isLastAdmin)
    throw new AppError("conflict", `${found.email} is the last admin, who can only be followed by another.`);
  if (id === callingPerson(ctx).id) throw new AppError("conflict", "Nobody can deactivate themselves.");
  if (found.deactivatedAt) throw new AppError("conflict", `${found.email} is deactivated already.`);
  const now = new Date();
  await db.update(person).set({ deactivatedAt: now, updatedAt: now }).where(eq(person.id, id));
  await db.delete(signIn).where(eq(signIn.userId, id));
  await db.delete(invitation).where(and(eq(invitation.email, found.email), isNull(invitation.role)));
  return { email: found.email, endedLinks: await endLinksOf(ctx.database, found.email) };
}
