import { expect, test } from "@playwright/test";
import { isAllowed, isRole, leastRoleFor, type Permission, ROLES, type Role } from "./permissions";

const matrix: [permission: Permission, least: Role][] = [
  ["sessions:read", "viewer"],
  ["sessions:create", "operator"],
  ["sessions:release", "operator"],
  ["sessions:connect", "operator"],
  ["settings:read", "viewer"],
  ["settings:write", "admin"],
  ["people:manage", "admin"],
  ["audit:read", "operator"],
  ["account:manage", "viewer"],
];

for (const [permission, least] of matrix) {
  test(`${permission} takes ${least} or more`, () => {
    const allowed = ROLES.filter((role) => isAllowed(role, permission));
    expect(allowed).toEqual(ROLES.slice(ROLES.indexOf(least)));
    expect(leastRoleFor(permission)).toBe(least);
  });
}

for (const value of ["owner", "Admin", "", null, undefined, 2, ["admin"]]) {
  test(`${JSON.stringify(value)} is no role`, () => {
    expect(isRole(value)).toBe(false);
  });
}
