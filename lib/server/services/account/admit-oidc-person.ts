import * as z from "zod/mini";
import { emailSchema } from "@/lib/api/account";
import type { OidcFailure } from "@/lib/api/oidc-sign-in";
import type { Role } from "@/lib/domain/permissions";
import type { Person } from "@/lib/server/auth/actor";
import { type Claims, isEmailVerified } from "@/lib/server/auth/oidc/read-claims";
import { writeEntry } from "@/lib/server/services/audit/record";
import { endLinksOf } from "@/lib/server/services/people/end-links-of";
import {
  addOidcPerson,
  endAllSignIns,
  type FoundPerson,
  findByAddress,
  findByOidcAccount,
  linkOidcAccount,
  lockOidcAccount,
  type OidcIdentity,
} from "@/lib/server/services/people/oidc-account";
import { setRole } from "@/lib/server/services/people/set-role";
import type { ServiceContext } from "@/lib/server/services/service-context";

type Proven = { identity: OidcIdentity; email?: string; isVerified?: boolean; role?: Role };
/** Whoever lost their role lost the links that they had made, too. */
type Admission = { person: Person } | { failure: OidcFailure; endedLinks?: number };

const SYSTEM = { kind: "system" } as const;

/**
 * Whom the provider's claims let in, with the role that they give now. Whoever comes for the first time is added, or
 * linked to the person who has their address, if the provider vouches for it. Runs in a transaction.
 */
export async function admitOidcPerson(ctx: ServiceContext, claims: Claims, role?: Role): Promise<Admission> {
  const { database } = ctx;
  const proven = { ...readProven(claims), role };
  await lockOidcAccount(database, proven.identity);
  const known = await findByOidcAccount(database, proven.identity);
  return known ? admitKnown(ctx, known, proven) : admitNew(ctx, proven);
}

/** The address of whom somebody says to be, if it is one. */
export function emailOf(claims: Claims): string | undefined {
  const parsed = z.safeParse(emailSchema, claims.email);
  return parsed.success ? parsed.data : undefined;
}

function readProven(claims: Claims): Omit<Proven, "role"> {
  return {
    identity: { issuer: claims.iss, subject: claims.sub },
    email: emailOf(claims),
    isVerified: isEmailVerified(claims),
  };
}

async function admitKnown(ctx: ServiceContext, known: FoundPerson, { role }: Proven): Promise<Admission> {
  if (known.deactivatedAt) return { failure: "deactivated" };
  if (!role) {
    await endAllSignIns(ctx.database, known.id);
    return { failure: "no-role", endedLinks: await endLinksOf(ctx.database, known.email) };
  }
  return { person: await takeRole(ctx, known, role) };
}

async function admitNew(ctx: ServiceContext, { identity, email, isVerified, role }: Proven): Promise<Admission> {
  if (!email) return { failure: "no-email" };
  if (!role) return { failure: "no-role" };
  const { database } = ctx;
  const owner = await findByAddress(database, { email, issuer: identity.issuer });
  if (!owner) {
    // Providers that verify every address say nothing of it; one that says no lets people choose what they like.
    if (isVerified === false) return { failure: "unverified-email" };
    const person = await addOidcPerson(database, { email, role, identity });
    if (!person) return { failure: "other-account" };
    await writeEntry(
      { ...ctx, actor: SYSTEM },
      { action: "person.join-by-openid", target: email, after: { role } },
      "done",
    );
    return { person };
  }
  if (!isVerified) return { failure: "unverified-email" };
  // The provider has given the address to somebody else since.
  if (owner.hasOtherAccount) return { failure: "other-account" };
  if (owner.deactivatedAt) return { failure: "deactivated" };
  await linkOidcAccount(database, owner, identity);
  await writeEntry({ ...ctx, actor: SYSTEM }, { action: "person.link-openid", target: email, after: identity }, "done");
  return { person: await takeRole(ctx, owner, role) };
}

async function takeRole(ctx: ServiceContext, known: Person, role: Role): Promise<Person> {
  const { id, email } = known;
  if (known.role !== role) {
    const after = await setRole(ctx.database, known, role);
    const change = { action: "person.change-role", target: email, before: { role: known.role }, after } as const;
    await writeEntry({ ...ctx, actor: SYSTEM }, { ...change, reason: `${ctx.oidc?.name} says so.` }, "done");
  }
  return { id, email, role };
}
