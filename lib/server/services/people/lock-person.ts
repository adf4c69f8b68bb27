import { and, asc, eq, isNull, or } from "drizzle-orm";
import type { Role } from "@/lib/domain/permissions";
import type { DatabaseConnection } from "@/lib/server/db/database";
import { person } from "@/lib/server/db/schema";
import { AppError } from "@/lib/server/errors";
import { callingPerson, type ServiceContext } from "@/lib/server/services/service-context";

type Locked = { id: string; email: string; role: Role; deactivatedAt: Date | null };

/**
 * Holds the person and every active admin until the transaction ends, so that two admins who act on each other at once
 * come one after the other, and the second finds what the first did.
 * @throws AppError `not_found` without such a person, `forbidden` when the caller is no admin any more
 */
export async function lockPerson(
  ctx: Pick<ServiceContext, "actor" | "database">,
  id: string,
): Promise<{ found: Locked; isLastAdmin: boolean }> {
  const locked = await lockRows(ctx.database, id);
  const admins = locked.filter((row) => row.role === "admin" && !row.deactivatedAt);
  if (!admins.some((admin) => admin.id === callingPerson(ctx).id)) {
    throw new AppError("forbidden", "You are not an admin any more.");
  }
  const found = locked.find((row) => row.id === id);
  if (!found) throw new AppError("not_found", "There is no such person.");
  return { found, isLastAdmin: admins.length === 1 && admins[0]?.id === id };
}

/** In one order, or two transactions would wait for each other for ever. */
function lockRows({ db }: DatabaseConnection, id: string): Promise<Locked[]> {
  const isActiveAdmin = and(eq(person.role, "admin"), isNull(person.deactivatedAt));
  return db
    .select({ id: person.id, email: person.email, role: person.role, deactivatedAt: person.deactivatedAt })
    .from(person)
    .where(or(eq(person.id, id), isActiveAdmin))
    .orderBy(asc(person.id))
    .for("update");
}
