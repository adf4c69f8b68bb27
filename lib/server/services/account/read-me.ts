import { and, eq, isNotNull } from "drizzle-orm";
import type { Me } from "@/lib/api/account";
import { credential } from "@/lib/server/db/schema";
import { callingPerson, type ServiceContext } from "@/lib/server/services/service-context";

export async function readMe(ctx: Pick<ServiceContext, "actor" | "database">): Promise<Me> {
  const person = callingPerson(ctx);
  const passwords = and(eq(credential.userId, person.id), isNotNull(credential.password));
  return { ...person, hasPassword: (await ctx.database.db.$count(credential, passwords)) > 0 };
}
