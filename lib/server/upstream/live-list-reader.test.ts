import { expect, test } from "@playwright/test";
import { LiveListReader } from "./live-list-reader";

function read(reader: LiveListReader, rows: readonly object[]) {
  return reader.settle(reader.readBody(Buffer.from(JSON.stringify(rows))));
}

function row(id: string, changes: object = {}) {
  const instants = { startedAt: "2026-11-24T10:00:00Z", expiresAt: "2026-11-24T11:00:00Z" };
  const rest = { projectId: "p", status: "RUNNING", keepAlive: true, region: "us-west-2", proxyBytes: 0 };
  return { id, ...rest, ...instants, userMetadata: { owner: "ada" }, ...changes };
}

test("a row that says the same is the same session, and one that does not is read anew", () => {
  const reader = new LiveListReader();
  const before = read(reader, [row("a"), row("b"), row("c")]).sessions;
  const changed = row("b", { userMetadata: { owner: "bob" } });
  const after = read(reader, [row("a", { proxyBytes: 7, updatedAt: "later" }), changed, row("c", { status: "LOST" })]);
  expect(after.sessions[0]).toBe(before[0]);
  expect(after.sessions[1]).toMatchObject({ id: "b", userMetadata: { owner: "bob" } });
  expect(after.unreadable).toMatchObject([{ id: "c", problem: /^status/ }]);
});

test("of a row that comes twice the later one counts, time and again, and a row that is gone is forgotten", () => {
  const reader = new LiveListReader();
  const twice = [row("a", { status: "PENDING" }), row("a"), row("b")];
  for (const _ of [1, 2, 3]) {
    expect(read(reader, twice).sessions.map(({ id, status }) => `${id} ${status}`)).toEqual(["a RUNNING", "b RUNNING"]);
  }
  const [first] = read(reader, [row("a")]).sessions;
  expect(read(reader, []).sessions).toEqual([]);
  const [again] = read(reader, [row("a")]).sessions;
  expect(again).toEqual(first);
  expect(again).not.toBe(first);
});

test("ten thousand rows that did not change are read in a fraction of what parsing them takes", () => {
  const rows = () => Array.from({ length: 10_000 }, (_, index) => row(`s${index}`));
  const reader = new LiveListReader();
  const first = timed(() => read(reader, rows()));
  const again = Math.min(...[1, 2, 3].map(() => timed(() => read(reader, rows()))));
  expect(again).toBeLessThan(first);
});

function timed(act: () => unknown): number {
  const startedAt = performance.now();
  act();
  return performance.now() - startedAt;
}
