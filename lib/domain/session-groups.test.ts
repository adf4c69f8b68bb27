import { expect, test } from "@playwright/test";
import {
  groupName,
  groupSessions,
  groupValue,
  listEntries,
  metadataGroups,
  parseGroupBy,
  provenIdleCount,
  totalSecondsLeft,
} from "./session-groups";
import { session } from "./testing/session";

const growth = session("a", { userMetadata: { team: "growth", order: { id: 7 } } });
const search = session("b", { userMetadata: { team: "search" }, region: "eu-central-1" });
const nobody = session("c", { status: "PENDING", projectId: "q" });
const fleet = [nobody, search, growth];

const parsed: [text: string, groupBy: string | null][] = [
  ["region", "region"],
  ["metadata.team", "metadata.team"],
  ["metadata.order.id", "metadata.order.id"],
  ["metadata.", null],
  ["owner's cat", null],
  ["", null],
];
for (const [text, groupBy] of parsed) {
  test(`"${text}" in the URL ${groupBy ? "groups" : "groups by nothing"}`, () => {
    expect(parseGroupBy(text)).toBe(groupBy);
  });
}

test("a session's group is its status, region, project, or the value of a metadata key, nested or not", () => {
  expect(groupValue(nobody, "status", null)).toBe("PENDING");
  expect(groupValue(search, "region", null)).toBe("eu-central-1");
  expect(groupValue(nobody, "project", null)).toBe("q");
  expect(groupValue(growth, "metadata.team", null)).toBe("growth");
  expect(groupValue(growth, "metadata.order.id", null)).toBe("7");
  expect(groupValue(nobody, "metadata.team", null)).toBe("");
});

test("grouped by owner, a session is under who created it, else under what the admin's metadata key says", () => {
  const owned = session("o", { owner: { kind: "token", id: "t", name: "crm-sync" }, userMetadata: { team: "x" } });
  expect(groupValue(owned, "owner", "team")).toBe("crm-sync");
  expect(groupValue(growth, "owner", "team")).toBe("growth");
  expect(groupValue(growth, "owner", null)).toBe("");
});

test("groups are ordered by name, numbers by size, and those without a value come last", () => {
  const numbered = ["10", "9", ""].map((shard) => session(`s${shard}`, { userMetadata: shard ? { shard } : {} }));
  expect(groupSessions(numbered, "metadata.shard", null).map(({ value }) => value)).toEqual(["9", "10", ""]);
});

test("a group keeps the order of the list, and a collapsed one shows its header only", () => {
  const keys = (collapsed: string[]) =>
    listEntries(
      [...fleet, session("d", { userMetadata: { team: "growth" } })],
      "metadata.team",
      new Set(collapsed),
      null,
    ).map(({ key }) => key);
  expect(keys([])).toEqual(["group:growth", "a", "d", "group:search", "b", "group:", "c"]);
  expect(keys(["growth", ""])).toEqual(["group:growth", "group:search", "b", "group:"]);
  expect(listEntries(fleet, null, new Set(["growth"]), null).map(({ key }) => key)).toEqual(["c", "b", "a"]);
});

test("every metadata key in use can be grouped by", () => {
  expect(metadataGroups(fleet, null)).toEqual(["metadata.order.id", "metadata.team"]);
  expect(metadataGroups(fleet, "team")).toEqual(["metadata.order.id", "metadata.team"]);
});

test("a metadata key of the name of a field is told from it, and is no group of its own where it says whose a session is", () => {
  const claimed = [session("o", { userMetadata: { owner: "ada", region: "north" } })];
  expect(metadataGroups(claimed, null).map(groupName)).toEqual(["metadata owner", "metadata region"]);
  expect(metadataGroups(claimed, "owner").map(groupName)).toEqual(["metadata region"]);
  expect(groupName("owner")).toBe("owner");
  expect(groupName("metadata.team")).toBe("team");
});

test("the time left of a group is that of its live sessions, none of which owes any", () => {
  const group = [
    session("a", { expiresAt: 10_000 }),
    session("b", { expiresAt: 5_500 }),
    session("over its time", { expiresAt: 1_000 }),
    session("ended", { status: "COMPLETED", expiresAt: 90_000 }),
  ];
  expect(totalSecondsLeft(group, 4_000)).toBe(8);
});

test("of a group those are counted as idle of which it is proven, for as long as it is", () => {
  const MINUTE = 60_000;
  const now = 100 * MINUTE;
  const silent = (minutes: number) => ({ checkedAt: now, lastAt: now - minutes * MINUTE });
  const group = [
    session("proven", { keepAlive: true, activity: silent(42) }),
    session("likely", { keepAlive: true, activity: silent(9) }),
    session("active", { keepAlive: true, activity: silent(0) }),
    session("not known", { keepAlive: true }),
    session("ended", { status: "COMPLETED", activity: silent(42) }),
  ];
  expect(provenIdleCount(group, now)).toBe(1);
  expect(provenIdleCount(group, now + 5 * MINUTE)).toBe(1);
  expect(provenIdleCount(group, now + 5 * MINUTE + 1)).toBe(0);
});
