import { expect, test } from "@playwright/test";
import { AuditFilter } from "@/lib/api/audit";
import { AUDIT_ACTIONS } from "./audit";
import { AUDIT_GROUPS } from "./audit-groups";

test("every action is found in exactly one group", () => {
  const grouped = AUDIT_GROUPS.flatMap(({ actions }) => actions.map(([action]) => action));
  expect(grouped.toSorted()).toEqual(Object.keys(AUDIT_ACTIONS).toSorted());
});

for (const { label, all } of AUDIT_GROUPS) {
  test(`the log can be asked for all of the group ${label} at once`, () => {
    expect(AuditFilter.safeParse({ what: all }).success).toBe(true);
  });
}
