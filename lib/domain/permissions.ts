/** From the one who may least to the one who may most. */
export const ROLES = ["viewer", "operator", "admin"] as const;
export type Role = (typeof ROLES)[number];

/** Who may do what. Every route and page names one of these, and this is the only place that answers. */
const ALLOWED = {
  "sessions:read": ["viewer", "operator", "admin"],
  "sessions:create": ["operator", "admin"],
  "sessions:release": ["operator", "admin"],
  "sessions:protect": ["operator", "admin"],
  "sessions:connect": ["operator", "admin"],
  "settings:read": ["viewer", "operator", "admin"],
  "settings:write": ["admin"],
  "policies:read": ["viewer", "operator", "admin"],
  "policies:write": ["admin"],
  "people:manage": ["admin"],
  "notices:read": ["viewer", "operator", "admin"],
  "webhooks:manage": ["admin"],
  "audit:read": ["operator", "admin"],
  /** One's own password and sign-ins. */
  "account:manage": ["viewer", "operator", "admin"],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof ALLOWED;

export function isAllowed(role: Role, permission: Permission): boolean {
  const roles: readonly Role[] = ALLOWED[permission];
  return roles.includes(role);
}

/** The least role that may, for the sentence that says why somebody else may not. */
export function leastRoleFor(permission: Permission): Role {
  return ALLOWED[permission][0];
}

/** Why somebody of this role may not; `undefined` when they may. */
export function reasonNotAllowed(role: Role, permission: Permission): string | undefined {
  if (isAllowed(role, permission)) return undefined;
  return `This takes the role ${leastRoleFor(permission)}, and you are ${role}.`;
}

export function isRole(value: unknown): value is Role {
  return ROLES.some((role) => role === value);
}
