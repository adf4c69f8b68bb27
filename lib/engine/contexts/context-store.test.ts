import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "@playwright/test";
import { fastify } from "fastify";
import { test } from "../testing/engine-test";
import { FakeClock } from "../testing/fake-clock";
import { ContextStore } from "./context-store";

const deps = { clock: new FakeClock(), log: fastify().log };

function profileWith(folder: string, text: string): string {
  mkdirSync(join(folder, "Default", "Local Storage"), { recursive: true });
  writeFileSync(join(folder, "Default", "Local Storage", "log"), text);
  return folder;
}

test("a context and its state survive a restart, and what a crash left half made goes", async ({ dataDir }) => {
  const first = new ContextStore(dataDir, deps);
  const { id } = first.create({ projectId: "p1", name: "shop" });
  await first.checkIn(id, profileWith(join(dataDir, "a"), "kept"), []);
  mkdirSync(join(dataDir, "contexts", id, "half-written-state"));
  mkdirSync(join(dataDir, "contexts", "half-made"));

  const second = new ContextStore(dataDir, deps);
  expect(second.get(id)).toEqual(first.get(id));
  expect(readdirSync(join(dataDir, "contexts"))).toEqual([id]);
  expect(readdirSync(join(dataDir, "contexts", id))).toHaveLength(2);
  await second.checkOut(id, join(dataDir, "b"));
  expect(readFileSync(join(dataDir, "b", "Default", "Local Storage", "log"), "utf8")).toBe("kept");
});

test("a state is never seen half replaced, however many sessions begin and end at once", async ({ dataDir }) => {
  const contexts = new ContextStore(dataDir, deps);
  const { id } = contexts.create({ projectId: "p1" });
  await contexts.checkIn(id, profileWith(join(dataDir, "0"), "x"), [0]);
  const outcomes = await Promise.all(
    Array.from({ length: 20 }, async (_, index) => {
      const profile = join(dataDir, `profile-${index}`);
      if (index % 2 === 0) return contexts.checkIn(id, profileWith(profile, "x".repeat(index)), [index]);
      const cookies = await contexts.checkOut(id, profile);
      return [cookies, readFileSync(join(profile, "Default", "Local Storage", "log"), "utf8").length];
    }),
  );
  for (const outcome of outcomes.filter(Array.isArray)) expect(outcome[0]).toEqual([outcome[1]]);
});

test("a context that is deleted while a session's state is being kept stays deleted", async ({ dataDir }) => {
  const contexts = new ContextStore(dataDir, deps);
  const { id } = contexts.create({ projectId: "p1", name: "shop" });
  const keeping = contexts.checkIn(id, profileWith(join(dataDir, "a"), "late"), []);
  await Promise.resolve();
  await Promise.all([keeping, contexts.delete(id)]);
  expect(() => contexts.get(id)).toThrow("not found");
  expect(readdirSync(join(dataDir, "contexts"))).toEqual([]);
  contexts.create({ projectId: "p1", name: "shop" });
});
