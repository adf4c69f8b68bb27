import { expect, test } from "@playwright/test";
import type { Session } from "./session";
import {
  compareSessions,
  filterSessions,
  type SessionFilter,
  type SessionSort,
  summarizeSessions,
} from "./session-list";
import { RELEASING } from "./testing/releasing";
import { session } from "./testing/session";

const everything: SessionFilter = { text: "", status: "all", keepAlive: false, idle: false, mine: false };
const nobody = { me: undefined, ownerKey: null, now: 0 };

const sortSessions = (sessions: readonly Session[], sort: SessionSort) =>
  sessions.toSorted(compareSessions(sort, "team"));
const ids = (sessions: readonly Session[]) => sessions.map(({ id }) => id);

test("text finds a session by id, region, status and metadata, key or value, nested or not", () => {
  const fleet = [
    session("c71a", { userMetadata: { team: "growth", order: { status: "Shipped", items: 3 } } }),
    session("0f3d", { region: "eu-central-1", status: "ERROR" }),
  ];
  const find = (text: string) => ids(filterSessions(fleet, { ...everything, text }, nobody));
  for (const text of ["c71", "growth", "team:growth", "order.status", "shipped", "items:3", "  GROWTH  us-west "]) {
    expect(find(text), text).toEqual(["c71a"]);
  }
  expect(find("eu-central")).toEqual(["0f3d"]);
  expect(find("error")).toEqual(["0f3d"]);
  expect(find("growth eu-central")).toEqual([]);
  expect(find("")).toHaveLength(2);
});

test("keepAlive and status narrow the list together", () => {
  const fleet = [
    session("a", { keepAlive: true }),
    session("b"),
    session("c", { keepAlive: true, status: "TIMED_OUT", endedAt: 1 }),
  ];
  expect(ids(filterSessions(fleet, { ...everything, keepAlive: true }, nobody))).toEqual(["a", "c"]);
  expect(ids(filterSessions(fleet, { ...everything, status: "RUNNING", keepAlive: true }, nobody))).toEqual(["a"]);
});

test("sorting is stable under refreshes: ties are ordered by id, in both directions", () => {
  const fleet = [session("b"), session("a"), session("c", { expiresAt: 1 })];
  expect(ids(sortSessions(fleet, { key: "time-left", descending: false }))).toEqual(["c", "a", "b"]);
  expect(ids(sortSessions(fleet.toReversed(), { key: "time-left", descending: true }))).toEqual(["a", "b", "c"]);
});

test("age sorts the youngest first, and descending the oldest", () => {
  const fleet = [session("old", { startedAt: 1 }), session("young", { startedAt: 9 })];
  expect(ids(sortSessions(fleet, { key: "age", descending: false }))).toEqual(["young", "old"]);
  expect(ids(sortSessions(fleet, { key: "age", descending: true }))).toEqual(["old", "young"]);
});

test("ended sessions come last, whatever the order", () => {
  const fleet = [session("over", { status: "TIMED_OUT", expiresAt: 1 }), session("a"), session("b", { expiresAt: 5 })];
  expect(ids(sortSessions(fleet, { key: "time-left", descending: false }))).toEqual(["b", "a", "over"]);
  expect(ids(sortSessions(fleet, { key: "time-left", descending: true }))).toEqual(["a", "b", "over"]);
});

test("of the ended ones, the latest comes first, whichever way time left is sorted", () => {
  const fleet = [
    session("long-ago", { status: "COMPLETED", endedAt: 10, expiresAt: 20 }),
    session("just-now", { status: "COMPLETED", endedAt: 30, expiresAt: 900 }),
    session("a", { expiresAt: 50 }),
  ];
  for (const descending of [false, true]) {
    expect(ids(sortSessions(fleet, { key: "time-left", descending }))).toEqual(["a", "just-now", "long-ago"]);
  }
});

test("the summary counts live sessions only and finds the next to end", () => {
  const fleet = [
    session("later", { keepAlive: true, expiresAt: 900 }),
    session("next", { status: "PENDING", expiresAt: 300 }),
    session("over", { keepAlive: true, status: "COMPLETED", expiresAt: 100, endedAt: 50 }),
  ];
  expect(summarizeSessions(fleet, 0)).toMatchObject({ running: 2, keepAlive: 1, nextToEnd: { id: "next" } });
  expect(summarizeSessions([], 0).nextToEnd).toBeUndefined();
});

const MINUTE = 60_000;
const idleFor = (minutes: number, part: Partial<Session> = {}): Partial<Session> => ({
  keepAlive: true,
  expiresAt: 360 * MINUTE,
  activity: { checkedAt: 100 * MINUTE, lastAt: (100 - minutes) * MINUTE },
  ...part,
});

test("first comes what one would act on: kept alive and idle longest, and last what ends with its client", () => {
  const fleet = [
    session("ends-with-client"),
    session("in-use", idleFor(0.5)),
    session("not-known", { keepAlive: true }),
    session("idle-11", idleFor(11)),
    session("idle-42", idleFor(42)),
    session("over", { status: "COMPLETED", endedAt: 1 }),
  ];
  const order = ["idle-42", "idle-11", "not-known", "in-use", "ends-with-client", "over"];
  expect(ids(sortSessions(fleet, { key: "idle", descending: false }))).toEqual(order);
});

test("the sessions in use keep their places from command to command", () => {
  const at = (id: string, lastAt: number) => session(id, { keepAlive: true, activity: { checkedAt: 300_000, lastAt } });
  const sort: SessionSort = { key: "idle", descending: false };
  expect(ids(sortSessions([at("a", 299_000), at("b", 298_000)], sort))).toEqual(["a", "b"]);
  expect(ids(sortSessions([at("a", 250_000), at("b", 299_999)], sort))).toEqual(["a", "b"]);
});

test("nobody's sessions come last by owner, and the most expensive first by cost", () => {
  const fleet = [
    session("none"),
    session("grace", { userMetadata: { team: "grace" }, expiresAt: 9_000_000 }),
    session("ada", { owner: { kind: "person", id: "1", name: "ada" } }),
  ];
  expect(ids(sortSessions(fleet, { key: "owner", descending: false }))).toEqual(["ada", "grace", "none"]);
  expect(ids(sortSessions(fleet, { key: "cost", descending: false }))[0]).toBe("grace");
});

test("text finds a session by its owner and by its page", () => {
  const owned = session("a", {
    owner: { kind: "token", id: "t", name: "crm-sync" },
    activity: { checkedAt: null, lastAt: null, page: { title: "Opportunities", host: "salesforce.com" } },
  });
  for (const text of ["crm-sync", "opportun", "salesforce.com"]) {
    expect(ids(filterSessions([owned, session("b")], { ...everything, text }, nobody)), text).toEqual(["a"]);
  }
});

test("the chips narrow the list to what is idle, and to what is one's own", () => {
  const me = { id: "1", email: "ada@example.com" };
  const fleet = [
    session("mine", { owner: { kind: "person", id: "1", name: "ada@example.com" } }),
    session("mine-by-metadata", { userMetadata: { team: "Ada@example.com" } }),
    session("idle", idleFor(11)),
    session("idle-for-less", idleFor(9)),
  ];
  const viewpoint = { me, ownerKey: "team", now: 100 * MINUTE };
  expect(ids(filterSessions(fleet, { ...everything, mine: true }, viewpoint))).toEqual(["mine", "mine-by-metadata"]);
  expect(ids(filterSessions(fleet, { ...everything, mine: true }, { ...viewpoint, me: undefined }))).toEqual([]);
  expect(ids(filterSessions(fleet, { ...everything, idle: true }, viewpoint))).toEqual(["idle"]);
});

test("of the idle ones, the summary offers those that nobody protects and that are not on their way out", () => {
  const now = 100 * MINUTE;
  const fleet = [
    session("idle", idleFor(11)),
    session("protected", idleFor(11, { protection: { until: now + 1, reason: "KYC", by: "ada" } })),
    session("no-longer-protected", idleFor(12, { protection: { until: now, reason: "KYC", by: "ada" } })),
    session("releasing", idleFor(11, { release: RELEASING })),
    session("never-checked", { keepAlive: true }),
  ];
  const { idle, ...counts } = summarizeSessions(fleet, now);
  expect(ids(idle)).toEqual(["idle", "no-longer-protected"]);
  expect(counts).toMatchObject({ idleReleasing: 1, idleProtected: 1, unchecked: 1 });
});
