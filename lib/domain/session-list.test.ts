import { expect, test } from "@playwright/test";
import type { Session } from "./session";
import {
  compareSessions,
  filterSessions,
  type SessionFilter,
  type SessionSort,
  summarizeSessions,
} from "./session-list";
import { session } from "./testing/session";

const everything: SessionFilter = { text: "", status: "all", keepAlive: false };

const sortSessions = (sessions: readonly Session[], sort: SessionSort) => sessions.toSorted(compareSessions(sort));
const ids = (sessions: readonly Session[]) => sessions.map(({ id }) => id);

test("text finds a session by id, region, status and metadata, key or value, nested or not", () => {
  const fleet = [
    session("c71a", { userMetadata: { team: "growth", order: { status: "Shipped", items: 3 } } }),
    session("0f3d", { region: "eu-central-1", status: "ERROR" }),
  ];
  const find = (text: string) => ids(filterSessions(fleet, { ...everything, text }));
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
  expect(ids(filterSessions(fleet, { ...everything, keepAlive: true }))).toEqual(["a", "c"]);
  expect(ids(filterSessions(fleet, { text: "", status: "RUNNING", keepAlive: true }))).toEqual(["a"]);
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
  expect(summarizeSessions(fleet)).toMatchObject({ running: 2, keepAlive: 1, nextToEnd: { id: "next" } });
  expect(summarizeSessions([]).nextToEnd).toBeUndefined();
});
