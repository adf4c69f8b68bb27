import { randomUUID } from "node:crypto";
import { and, eq, isNull, like } from "drizzle-orm";
import type { Role } from "@/lib/domain/permissions";
import type { Person } from "@/lib/server/auth/actor";
import { OIDC_CREDENTIAL } from "@/lib/server/auth/create-auth";
import type { DatabaseConnection } from "@/lib/server/db/database";
import { holdLock } from "@/lib/server/db/hold-lock";
import { credential, invitation, person, signIn } from "@/lib/server/db/schema";

/** Who somebody is at the provider. An address may pass to somebody else there; this pair never does. */
export type OidcIdentity = { issuer: string; subject: string };

export type FoundPerson = Person & { deactivatedAt: Date | null };

const COLUMNS = { id: person.id, email: person.email, role: person.role, deactivatedAt: person.deactivatedAt };

/** Until the transaction ends: two first sign-ins side by side would make two people of one. */
export function lockOidcAccount(database: DatabaseConnection, identity: OidcIdentity): Promise<void> {
  return holdLock(database, `account ${toAccount(identity)}`);
}

export async function findByOidcAccount(
  { db }: DatabaseConnection,
  identity: OidcIdentity,
): Promise<FoundPerson | undefined> {
  const [found] = await db
    .select(COLUMNS)
    .from(credential)
    .innerJoin(person, eq(person.id, credential.userId))
    .where(and(eq(credential.providerId, OIDC_CREDENTIAL), eq(credential.accountId, toAccount(identity))));
  return found;
}

/** Whether somebody has come by a provider before. */
export async function hasOidcAccount({ db }: DatabaseConnection, personId: string): Promise<boolean> {
  const accounts = and(eq(credential.userId, personId), eq(credential.providerId, OIDC_CREDENTIAL));
  return (await db.$count(credential, accounts)) > 0;
}

/** Somebody with this address, and whether another account of the same provider is theirs. */
export async function findByAddress(
  { db }: DatabaseConnection,
  { email, issuer }: { email: string; issuer: string },
): Promise<(FoundPerson & { hasOtherAccount: boolean }) | undefined> {
  const [found] = await db.select(COLUMNS).from(person).where(eq(person.email, email));
  if (!found) return undefined;
  const ofIssuer = like(credential.accountId, `${escapeLike(issuer)}#%`);
  const others = and(eq(credential.userId, found.id), eq(credential.providerId, OIDC_CREDENTIAL), ofIssuer);
  return { ...found, hasOtherAccount: (await db.$count(credential, others)) > 0 };
}

/** `undefined` when somebody else took the address at this very moment. */
export async function addOidcPerson(
  database: DatabaseConnection,
  { email, role, identity }: { email: string; role: Role; identity: OidcIdentity },
): Promise<Person | undefined> {
  const id = randomUUID();
  const [added] = await database.db
    .insert(person)
    .values({ id, email, role, name: email })
    .onConflictDoNothing()
    .returning({ id: person.id });
  if (!added) return undefined;
  await addOidcAccount(database, id, identity);
  return { id, email, role };
}

/** Somebody who was here before comes by the provider from now on, and a link to set a password leads nowhere. */
export async function linkOidcAccount(database: DatabaseConnection, { id, email }: Person, identity: OidcIdentity) {
  await addOidcAccount(database, id, identity);
  await database.db.delete(invitation).where(and(eq(invitation.email, email), isNull(invitation.role)));
}

/** Nothing but the pair is kept: no token of the provider's is of any use here later. */
async function addOidcAccount({ db }: DatabaseConnection, userId: string, identity: OidcIdentity): Promise<void> {
  const accountId = toAccount(identity);
  await db.insert(credential).values({ id: randomUUID(), userId, providerId: OIDC_CREDENTIAL, accountId });
}

export async function endAllSignIns({ db }: DatabaseConnection, id: string): Promise<void> {
  await db.delete(signIn).where(eq(signIn.userId, id));
}

/** An issuer has no fragment, by the standard. */
function toAccount({ issuer, subject }: OidcIdentity): string {
  return `${issuer}#${subject}`;
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, "\\$&");
}
