import { z } from "zod";
import { ROLES } from "@/lib/domain/permissions";
import { OWN_ROLE_NAMES, type RoleRule } from "@/lib/domain/role-from-claims";
import { StartupError } from "@/lib/process/startup-error";

/** Sign-in by an OpenID provider. */
export type OidcEnv = {
  issuer: string;
  clientId: string;
  clientSecret: string;
  scopes: string[];
  /** What its button says. */
  name: string;
  roleClaim: string;
  roleRules: readonly RoleRule[];
  /** Whether passwords are switched off. */
  isOnlyWay: boolean;
};

export const OIDC_VARIABLES = {
  KEEPWATCH_OIDC_ISSUER: z
    .url({ protocol: /^https?$/, error: "must be the provider's https:// address", abort: true })
    .refine(isSafe, "must be https://; http:// is for a provider on this machine alone")
    .refine(isPlain, "must be the provider's address without a query, without .well-known")
    .optional(),
  KEEPWATCH_OIDC_CLIENT_ID: z.string().trim().optional(),
  KEEPWATCH_OIDC_CLIENT_SECRET: z.string().trim().optional(),
  KEEPWATCH_OIDC_SCOPES: z
    .string()
    .default("openid email profile")
    .transform((text) => text.split(/[\s,]+/).filter(Boolean))
    .refine((scopes) => scopes.includes("openid"), "must contain openid"),
  KEEPWATCH_OIDC_NAME: z.string().trim().max(60, "must have at most 60 characters").default("Single sign-on"),
  KEEPWATCH_OIDC_ROLE_CLAIM: z.string().trim().default("keepwatch_role"),
  KEEPWATCH_OIDC_ROLES: z
    .string()
    .transform((text, context) => {
      const rules = parseRules(text);
      if (rules) return rules;
      context.addIssue({ code: "custom", message: "must be like ops-admins=admin,ops=operator,*=viewer" });
      return z.NEVER;
    })
    .optional(),
  KEEPWATCH_PASSWORD_SIGN_IN: z.enum(["on", "off"], "must be on or off").default("on"),
};

const Variables = z.object(OIDC_VARIABLES);

const NEEDED = ["KEEPWATCH_OIDC_ISSUER", "KEEPWATCH_OIDC_CLIENT_ID", "KEEPWATCH_OIDC_CLIENT_SECRET"] as const;

/** `undefined` when people sign in by password alone. */
export function toOidcEnv(variables: z.infer<typeof Variables>): OidcEnv | undefined {
  const { KEEPWATCH_OIDC_ISSUER: issuer, KEEPWATCH_OIDC_CLIENT_ID: clientId } = variables;
  const clientSecret = variables.KEEPWATCH_OIDC_CLIENT_SECRET;
  const isOnlyWay = variables.KEEPWATCH_PASSWORD_SIGN_IN === "off";
  if (issuer && clientId && clientSecret) {
    return {
      issuer,
      clientId,
      clientSecret,
      scopes: variables.KEEPWATCH_OIDC_SCOPES,
      name: variables.KEEPWATCH_OIDC_NAME,
      roleClaim: variables.KEEPWATCH_OIDC_ROLE_CLAIM,
      roleRules: variables.KEEPWATCH_OIDC_ROLES ?? OWN_ROLE_NAMES,
      isOnlyWay,
    };
  }
  const missing = NEEDED.filter((name) => !variables[name]);
  if (missing.length < NEEDED.length) {
    throw new StartupError(`${NEEDED.join(", ")} go together; ${missing.join(" and ")} is not set.`);
  }
  if (isOnlyWay) {
    throw new StartupError("KEEPWATCH_PASSWORD_SIGN_IN=off leaves no way to sign in: set KEEPWATCH_OIDC_ISSUER too.");
  }
  return undefined;
}

/** `value=role`, with commas between. A value may hold both signs itself, as the name of an LDAP group does. */
function parseRules(text: string): RoleRule[] | undefined {
  const rule = new RegExp(`\\s*(.+?)\\s*=\\s*(${ROLES.join("|")})\\s*(?:,|$)`, "gy");
  const rules: RoleRule[] = [];
  let end = 0;
  for (const match of text.matchAll(rule)) {
    const role = ROLES.find((name) => name === match[2]);
    if (!role || !match[1]) return undefined;
    rules.push({ value: match[1], role });
    end = match.index + match[0].length;
  }
  return rules.length > 0 && end === text.length ? rules : undefined;
}

function isSafe(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return protocol === "https:" || hostname === "localhost" || hostname === "[::1]" || /^127(\.\d+){3}$/.test(hostname);
}

function isPlain(url: string): boolean {
  const { search, hash, username, pathname } = new URL(url);
  return !search && !hash && !username && !pathname.includes("/.well-known/");
}
