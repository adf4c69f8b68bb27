import { expect, test } from "@playwright/test";
import { AppError } from "@/lib/server/errors";
import { FakeUpstream } from "@/lib/server/feed/testing/fake-upstream";
import { testFeed } from "@/lib/server/feed/testing/test-feed";
import { fakeRuntime } from "@/lib/server/testing/fake-runtime";
import { readHealth } from "./health";

const VISITOR = { actor: { kind: "visitor" } as const, address: "" };

test("anybody may know that upstream fails, and nobody who is not signed in in which words", async () => {
  const upstream = new FakeUpstream();
  upstream.failure = new AppError("upstream_unavailable", "Nothing answers at http://10.0.0.7:3001.");
  const feed = testFeed({ upstream });
  await feed.read();
  const health = await readHealth({ ...fakeRuntime(), feed, ...VISITOR });
  expect(health).toEqual({
    status: "ok",
    database: { kind: "embedded", state: "ok" },
    upstream: { kind: "engine", state: "failing" },
  });
});

test("a database that does not answer makes the console unwell", async () => {
  const { database, ...runtime } = fakeRuntime();
  const silent = { ...database, ping: () => Promise.reject(new Error("connection refused")) };
  const health = await readHealth({ ...runtime, database: silent, ...VISITOR });
  expect(health).toMatchObject({ status: "failing", database: { state: "failing" } });
});

test("whoever probes has nothing asked of upstream", async () => {
  const clock = { now: 0 };
  const upstream = new FakeUpstream();
  const feed = testFeed({ upstream, now: () => clock.now });
  await feed.read();
  const before = { ...upstream.calls };
  clock.now += 3_600_000;
  expect(await readHealth({ ...fakeRuntime(), feed, ...VISITOR })).toMatchObject({ upstream: { state: "ok" } });
  expect(upstream.calls).toEqual(before);
});
