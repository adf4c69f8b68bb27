import { expect } from "@playwright/test";
import { release, releaseIntent } from "@/lib/server/db/schema";
import { RELEASE_TESTS } from "@/lib/server/enforcer/testing/release-world";
import { pruneReleases } from "./prune";

const DAY_MS = 86_400_000;

for (const { kind, test } of RELEASE_TESTS) {
  test.describe(`on the ${kind} database`, () => {
    test.describe.configure({ timeout: 120_000 });

    test("releases that were settled more than 31 days ago go, with their intents, and what is open stays", async ({
      world,
    }) => {
      const { database } = world;
      const { db } = database;
      const add = async (id: string, settledDaysAgo: number | null) => {
        const settledAt = settledDaysAgo === null ? null : new Date(Date.now() - settledDaysAgo * DAY_MS);
        const at = new Date(0);
        const by = { kind: "person", id: "ada", name: "ada@keepwatch.test" } as const;
        await db.insert(release).values({ id, by, createdAt: at, dueAt: at, total: 1, settledAt });
        const decided = { at: 0, lastAt: null, wasActive: false };
        const state = settledAt ? "released" : "waiting";
        await db
          .insert(releaseIntent)
          .values({ releaseId: id, sessionId: id, state, decided, nextAttemptAt: at, settledAt });
      };
      // More than go at once.
      for (let index = 0; index < 45; index += 1) await add(`old-${index}`, 31.01);
      await add("lately", 30.99);
      await add("open", null);
      expect(await pruneReleases(database, AbortSignal.abort())).toBe(0);
      expect(await pruneReleases(database)).toBe(45);
      expect(await pruneReleases(database)).toBe(0);
      const left = await db.select({ id: releaseIntent.releaseId }).from(releaseIntent).orderBy(releaseIntent.id);
      expect(left.map(({ id }) => id)).toEqual(["lately", "open"]);
      expect(await db.$count(release)).toBe(2);
    });
  });
}
