import { expect, test } from "@playwright/test";
import type { Role } from "./permissions";
import { OWN_ROLE_NAMES, type RoleRule, roleFromClaims } from "./role-from-claims";

const groups: RoleRule[] = [
  { value: "ops-admins", role: "admin" },
  { value: "ops", role: "operator" },
];
const orViewer: RoleRule[] = [...groups, { value: "*", role: "viewer" }];

const cases: [title: string, claims: Record<string, unknown>, claim: string, rules: readonly RoleRule[], Role?][] = [
  ["a role by its own name", { keepwatch_role: "operator" }, "keepwatch_role", OWN_ROLE_NAMES, "operator"],
  ["the highest of several", { roles: ["viewer", "admin", "operator"] }, "roles", OWN_ROLE_NAMES, "admin"],
  ["another spelling is another value", { role: "Admin" }, "role", OWN_ROLE_NAMES, undefined],
  ["no claim", {}, "role", OWN_ROLE_NAMES, undefined],
  ["an empty list", { role: [] }, "role", OWN_ROLE_NAMES, undefined],
  ["a text that only contains a role", { role: "viewer admin" }, "role", OWN_ROLE_NAMES, undefined],
  ["values that are no text", { role: [1, null, { admin: true }, true] }, "role", OWN_ROLE_NAMES, undefined],
  ["an object in place of a value", { role: { admin: "admin" } }, "role", OWN_ROLE_NAMES, undefined],
  ["a path", { realm_access: { roles: ["x", "viewer"] } }, "realm_access.roles", OWN_ROLE_NAMES, "viewer"],
  ["a path that ends early", { realm_access: "admin" }, "realm_access.roles", OWN_ROLE_NAMES, undefined],
  ["a path into a list", { roles: ["admin"] }, "roles.0", OWN_ROLE_NAMES, undefined],
  ["a path into what every object has", { a: {} }, "constructor.name", OWN_ROLE_NAMES, undefined],
  ["a name with dots", { "https://x.test/role": "admin" }, "https://x.test/role", OWN_ROLE_NAMES, "admin"],
  ["a group", { groups: ["ops"] }, "groups", groups, "operator"],
  ["the highest of two groups", { groups: ["ops", "ops-admins"] }, "groups", groups, "admin"],
  ["a group without a role", { groups: ["sales"] }, "groups", groups, undefined],
  ["our own role name, where groups are asked for", { groups: ["admin"] }, "groups", groups, undefined],
  ["everybody else", { groups: ["sales"] }, "groups", orViewer, "viewer"],
  ["everybody else, without the claim", {}, "groups", orViewer, "viewer"],
  ["more than everybody else", { groups: "ops" }, "groups", orViewer, "operator"],
  ["a group that is named like the rule for everybody", { groups: ["*"] }, "groups", groups, undefined],
];
for (const [title, claims, claim, rules, role] of cases) {
  test(`${title} gives ${role ?? "no role"}`, () => {
    expect(roleFromClaims(claims, { claim, rules })).toBe(role);
  });
}
