import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import type { Role } from "@/lib/domain/permissions";
import type { Person } from "@/lib/server/auth/actor";
import type { Auth } from "@/lib/server/auth/create-auth";
import type { DatabaseConnection } from "@/lib/server/db/database";
import { holdLock } from "@/lib/server/db/hold-lock";
import { credential, person } from "@/lib/server/db/schema";
import { AppError } from "@/lib/server/errors";

type NewPerson = { email: string; role: Role; passwordHash: string };

/** @throws AppError `conflict` when somebody with this address is here already */
export async function addPerson({ db }: DatabaseConnection, { email, role, passwordHash }: NewPerson): Promise<Person> {
  const id = randomUUID();
  const [added] = await db
    .insert(person)
    .values({ id, email, role, name: email })
    .onConflictDoNothing()
    .returning({ id: person.id });
  if (!added) throw new AppError("conflict", `${email} has an account here already.`, { field: "email" });
  await db.insert(credential).values({
    id: randomUUID(),
    userId: id,
    providerId: "credential",
    accountId: id,
    password: passwordHash,
  });
  return { id, email, role };
}

/** Slow by design, so it is done before a transaction begins. */
export async function hashPassword(auth: Auth, password: string): Promise<string> {
  const { password: passwords } = await auth.$context;
  return passwords.hash(password);
}

/** Until the transaction ends: two instances, or two requests, would each find nobody and each add the first admin. */
export function lockFirstAdmin(database: DatabaseConnection): Promise<void> {
  return holdLock(database, "first admin");
}

export async function hasPeople({ db }: DatabaseConnection): Promise<boolean> {
  const [anyone] = await db.select({ id: person.id }).from(person).limit(1);
  return anyone !== undefined;
}

export async function findPersonByEmail({ db }: DatabaseConnection, email: string): Promise<Person | undefined> {
  const [found] = await db
    .select({ id: person.id, email: person.email, role: person.role })
    .from(person)
    .where(eq(person.email, email));
  return found;
}
