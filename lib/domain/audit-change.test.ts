import { expect, test } from "@playwright/test";
import { type AuditChange, describeChange } from "./audit-change";

const cases: { title: string; before: unknown; after: unknown; changes: AuditChange[] }[] = [
  {
    title: "a default timeout",
    before: { seconds: 900 },
    after: { seconds: null },
    changes: [{ before: "15 min", after: "the project's" }],
  },
  {
    title: "a retention",
    before: { days: 365 },
    after: { days: null },
    changes: [{ before: "365 days", after: "for ever" }],
  },
  {
    title: "a role",
    before: { role: "viewer" },
    after: { role: "admin" },
    changes: [{ name: "role", before: "viewer", after: "admin" }],
  },
  {
    title: "a session that was created",
    before: null,
    after: { keepAlive: true, timeoutSeconds: 1800, userMetadata: { team: "qa" } },
    changes: [
      { name: "keepAlive", before: undefined, after: "true" },
      { name: "timeout", before: undefined, after: "30 min" },
      { name: "userMetadata.team", before: undefined, after: "qa" },
    ],
  },
  { title: "nothing", before: null, after: undefined, changes: [] },
  { title: "plain text", before: null, after: "x", changes: [{ name: "value", before: undefined, after: "x" }] },
];
for (const { title, before, after, changes } of cases) {
  test(`${title} is told in people's words`, () => {
    expect(describeChange(before, after)).toEqual(changes);
  });
}
