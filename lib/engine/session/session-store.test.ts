import { appendFileSync, mkdirSync, readFileSync, statSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { expect } from "@playwright/test";
import { fastify } from "fastify";
import { test } from "../testing/engine-test";
import type { SessionRecord } from "./session-record";
import { SessionStore } from "./session-store";

const { log } = fastify();

function record(id: string, change: Partial<SessionRecord> = {}): SessionRecord {
  return {
    id,
    projectId: "p1",
    status: "RUNNING",
    keepAlive: true,
    region: "us-west-2",
    createdAt: 1_000_000,
    updatedAt: 1_001_000,
    expiresAt: 1_900_000,
    ...change,
  };
}

test("what was saved is there after a restart, newest first", ({ dataDir }) => {
  const finished = record("s1", { status: "COMPLETED", endedAt: 1_002_000, userMetadata: { team: "qa" } });
  const store = new SessionStore(dataDir, { log });
  store.save(record("s1"));
  store.save(record("s2", { status: "COMPLETED", endedAt: 1_003_000 }));
  store.save(finished);
  store.close();
  const reopened = new SessionStore(dataDir, { log });
  expect(reopened.newestFirst().map(({ id }) => id)).toEqual(["s2", "s1"]);
  expect(reopened.get("s1")).toEqual(finished);
  reopened.close();
});

test("a session that was live when the engine died is an error, ended when the engine was last seen", ({ dataDir }) => {
  const store = new SessionStore(dataDir, { log });
  store.save(record("s1"));
  store.close();
  utimesSync(join(dataDir, "sessions.jsonl"), 1_500, 1_500);
  const reopened = new SessionStore(dataDir, { log });
  expect(reopened.get("s1")).toMatchObject({ status: "ERROR", endedAt: 1_500_000, updatedAt: 1_500_000 });
  reopened.close();
});

test("while it runs, its file tells that it is alive, though no session changes", async ({ dataDir }) => {
  const path = join(dataDir, "sessions.jsonl");
  const store = new SessionStore(dataDir, { log, signOfLifeMs: 20 });
  utimesSync(path, 1_500, 1_500);
  await expect.poll(() => Date.now() - statSync(path).mtimeMs).toBeLessThan(60_000);
  store.close();
});

test("a start that cannot rewrite the file goes on with it, and what it found is written with the next record", ({
  dataDir,
}) => {
  const store = new SessionStore(dataDir, { log });
  store.save(record("s1"));
  store.close();
  const path = join(dataDir, "sessions.jsonl");
  appendFileSync(path, '{"id":"s2","projectId":"p');
  // In the way of the new file, as a full disk is.
  mkdirSync(`${path}.new`);
  const reopened = new SessionStore(dataDir, { log });
  expect(reopened.get("s1")?.status).toBe("ERROR");
  reopened.save(record("s3"));
  reopened.close();
  const lines = readFileSync(path, "utf8").trim().split("\n").slice(2);
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([{ id: "s1", status: "ERROR" }, { id: "s3" }]);
});

test("a line that a crash cut short costs no other record", ({ dataDir }) => {
  const store = new SessionStore(dataDir, { log });
  store.save(record("s1", { status: "COMPLETED", endedAt: 1_002_000 }));
  store.close();
  const path = join(dataDir, "sessions.jsonl");
  appendFileSync(path, '{"id":"s2","projectId":"p');
  const reopened = new SessionStore(dataDir, { log });
  reopened.save(record("s3"));
  reopened.close();
  const lines = readFileSync(path, "utf8").trim().split("\n");
  expect(lines.map((line) => JSON.parse(line).id)).toEqual(["s1", "s3"]);
});

test("only the newest 10,000 records are kept, and whoever keeps more of the others is told", ({ dataDir }) => {
  const forgotten: string[] = [];
  const store = new SessionStore(dataDir, { log, onForget: (id) => forgotten.push(id) });
  const ended = { status: "COMPLETED", endedAt: 1_002_000 } as const;
  store.save(record("live"));
  for (let index = 0; index < 10_000; index++) store.save(record(`s${index}`, ended));
  expect(store.newestFirst()).toHaveLength(10_000);
  expect(store.get("live")).toBeDefined();
  expect(store.get("s0")).toBeUndefined();
  expect(forgotten).toEqual(["s0"]);
  store.close();
});
