import { and, eq, gt, inArray, isNull } from "drizzle-orm";
import { isAllowed } from "@/lib/domain/permissions";
import type { DatabaseConnection } from "@/lib/server/db/database";
import { person, signIn } from "@/lib/server/db/schema";

/** Those of the sign-ins that still stand, of people who may look at sessions. */
export async function findEntitled(
  { db }: DatabaseConnection,
  signInIds: readonly string[],
  now: number,
): Promise<ReadonlySet<string>> {
  const rows = await db
    .select({ id: signIn.id, role: person.role })
    .from(signIn)
    .innerJoin(person, eq(person.id, signIn.userId))
    .where(and(inArray(signIn.id, [...signInIds]), gt(signIn.expiresAt, new Date(now)), isNull(person.deactivatedAt)));
  return new Set(rows.filter(({ role }) => isAllowed(role, "sessions:read")).map(({ id }) => id));
}
