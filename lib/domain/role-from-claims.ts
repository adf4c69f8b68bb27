import { ROLES, type Role } from "./permissions";

/** `value` is one that the claim may hold; `*` stands for everybody whom the provider signs in. */
export type RoleRule = { value: string; role: Role };

const EVERYBODY = "*";

/** Without rules of their own, a provider's values are our roles by name. */
export const OWN_ROLE_NAMES: readonly RoleRule[] = ROLES.map((role) => ({ value: role, role }));

/** The highest role that the claim gives; `undefined` when it gives none. */
export function roleFromClaims(
  claims: Readonly<Record<string, unknown>>,
  { claim, rules }: { claim: string; rules: readonly RoleRule[] },
): Role | undefined {
  const values = toTexts(readClaim(claims, claim));
  const given = rules.filter(({ value }) => value === EVERYBODY || values.includes(value)).map(({ role }) => role);
  return ROLES.findLast((role) => given.includes(role));
}

/** A claim by its whole name, for some providers name theirs by a URL, or else by the path to it. */
export function readClaim(claims: Readonly<Record<string, unknown>>, name: string): unknown {
  if (Object.hasOwn(claims, name)) return claims[name];
  let found: unknown = claims;
  for (const step of name.split(".")) {
    if (!isRecord(found) || !Object.hasOwn(found, step)) return undefined;
    found = found[step];
  }
  return found;
}

function toTexts(claim: unknown): string[] {
  const values: unknown[] = Array.isArray(claim) ? claim : [claim];
  return values.filter((value) => typeof value === "string");
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
