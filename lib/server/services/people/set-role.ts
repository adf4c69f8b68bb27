import { eq } from "drizzle-orm";
import type { Role } from "@/lib/domain/permissions";
import type { Person } from "@/lib/server/auth/actor";
import type { DatabaseConnection } from "@/lib/server/db/database";
import { person } from "@/lib/server/db/schema";
import { endLinksOf } from "./end-links-of";

/** Gives what the entry says. The links that an admin made do not outlive their role. */
export async function setRole(
  database: DatabaseConnection,
  { id, email, role: before }: Person,
  role: Role,
): Promise<{ role: Role; endedLinks?: number }> {
  await database.db.update(person).set({ role, updatedAt: new Date() }).where(eq(person.id, id));
  if (before !== "admin" || role === "admin") return { role };
  return { role, endedLinks: await endLinksOf(database, email) };
}
