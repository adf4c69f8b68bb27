import { expect, test } from "@playwright/test";
import { type AuditChange, describeChange } from "./audit-change";
import { NOTICE_KINDS } from "./notice";

const until = Date.parse("2026-12-01T14:34:13Z");

const cases: { title: string; before: unknown; after: unknown; reason?: string; changes: AuditChange[] }[] = [
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
  {
    title: "a protection",
    before: null,
    after: { until, reason: "a demo", by: "ada@x.test" },
    reason: "a demo",
    changes: [
      { name: "until", before: undefined, after: "2026-12-01 15:34" },
      { name: "by", before: undefined, after: "ada@x.test" },
    ],
  },
  {
    title: "the reason of a protection that takes the place of another",
    before: { reason: "a demo" },
    after: { reason: "an audit" },
    reason: "an audit",
    changes: [{ name: "reason", before: "a demo", after: "an audit" }],
  },
  {
    title: "a protection that was ended",
    before: { until, reason: "a demo" },
    after: null,
    changes: [
      { name: "until", before: "2026-12-01 15:34", after: undefined },
      { name: "reason", before: "a demo", after: undefined },
    ],
  },
  {
    title: "a webhook that was added",
    before: null,
    after: { format: "standard", kinds: ["session.idle", "policy.acted", "of.tomorrow"] },
    changes: [
      { name: "as", before: undefined, after: "Signed JSON" },
      { name: "tells of", before: undefined, after: "idle for long, a policy released sessions, of.tomorrow" },
    ],
  },
  {
    title: "a webhook that was changed",
    before: { kinds: ["session.idle"], isPaused: false },
    after: { kinds: NOTICE_KINDS, isPaused: true },
    changes: [
      { name: "tells of", before: "idle for long", after: "everything" },
      { name: "paused", before: "no", after: "yes" },
    ],
  },
  {
    title: "a price",
    before: { usdPerHour: null },
    after: { usdPerHour: 0.125 },
    changes: [{ before: "hours only", after: "$0.125 an hour" }],
  },
  {
    title: "an owner key",
    before: { ownerKey: null },
    after: { ownerKey: "owner" },
    changes: [{ before: "from nowhere", after: "from the metadata key owner" }],
  },
  { title: "nothing", before: null, after: undefined, changes: [] },
  { title: "plain text", before: null, after: "x", changes: [{ name: "value", before: undefined, after: "x" }] },
];
for (const { title, before, after, reason = null, changes } of cases) {
  test(`${title} is told in people's words`, () => {
    expect(describeChange({ before, after, reason }, "Europe/Berlin")).toEqual(changes);
  });
}
