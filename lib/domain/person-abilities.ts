import type { Role } from "./permissions";

type SomePerson = {
  id: string;
  email: string;
  role: Role;
  deactivatedAt: number | null;
  signsInBy: readonly ("password" | "openid")[];
};

type Circumstances = {
  everybody: readonly SomePerson[];
  /** Whoever asks. */
  myId: string | undefined;
  /** The OpenID provider's; `null` when people sign in by password alone. */
  openIdName: string | null;
};

/** Why not, for each act on a person; an act without an entry may be done. */
export type Refusals = Partial<Record<"change-role" | "deactivate" | "make-password-link", string>>;

/** What an admin may not do with a person now. The services refuse the same. */
export function refusalsFor(person: SomePerson, { everybody, myId, openIdName }: Circumstances): Refusals {
  const isLast = isLastAdmin(person, everybody);
  return {
    "change-role": roleRefusal(person, isLast, openIdName),
    deactivate: deactivationRefusal(person, isLast, myId),
    "make-password-link": passwordLinkRefusal(person, openIdName),
  };
}

/** Once somebody has come by the provider, their password counts no more for as long as there is one. */
export function comesByOpenId({ signsInBy }: Pick<SomePerson, "signsInBy">, openIdName: string | null): boolean {
  return openIdName !== null && signsInBy.includes("openid");
}

/** The provider's claims give the role anew at each sign-in, so one that is chosen here would not last. */
export function fixedRoleSentence(openIdName: string): string {
  return `${openIdName} gives this role at each sign-in. Change it there.`;
}

function roleRefusal(person: SomePerson, isLast: boolean, openIdName: string | null): string | undefined {
  if (openIdName !== null && comesByOpenId(person, openIdName)) return fixedRoleSentence(openIdName);
  return isLast ? lastAdminSentence(person.email) : undefined;
}

function isLastAdmin(person: SomePerson, everybody: readonly SomePerson[]): boolean {
  const admins = everybody.filter(({ role, deactivatedAt }) => role === "admin" && deactivatedAt === null);
  return admins.length === 1 && admins[0]?.id === person.id;
}

export function lastAdminSentence(email: string): string {
  return `${email} is the last admin. Make somebody else an admin first.`;
}

function deactivationRefusal({ id, email }: SomePerson, isLast: boolean, myId: string | undefined) {
  if (isLast) return lastAdminSentence(email);
  return id === myId ? "Nobody can deactivate themselves. Ask another admin." : undefined;
}

function passwordLinkRefusal(person: SomePerson, openIdName: string | null): string | undefined {
  const { email, deactivatedAt, signsInBy } = person;
  if (comesByOpenId(person, openIdName)) return `${email} signs in by ${openIdName}, and a password would not count.`;
  if (!signsInBy.includes("password")) return `${email} has no password here.`;
  return deactivatedAt === null ? undefined : `${email} is deactivated. Reactivate them first.`;
}
