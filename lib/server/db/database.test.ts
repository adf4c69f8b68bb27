import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "@playwright/test";
import { eq, sql } from "drizzle-orm";
import type { DatabaseEnv } from "@/lib/server/env";
import { openDatabase } from "./connect";
import { migrateDatabase } from "./migrate";
import journal from "./migrations/meta/_journal.json" with { type: "json" };
import { setting } from "./schema";
import { embeddedTest, postgresTest } from "./testing/database-tests";

type Fixtures = {
  /** A new database, without tables. */
  env: DatabaseEnv;
};

const embedded = embeddedTest.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures off this pattern
  env: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), "keepwatch-db-"));
    await use({ kind: "embedded", folder: join(folder, "db") });
    await rm(folder, { recursive: true });
  },
});
const postgres = postgresTest.extend<Fixtures>({
  env: async ({ postgres }, use) => use({ kind: "postgres", url: await postgres.createDatabase() }),
});

for (const [kind, test] of Object.entries({ embedded, postgres })) {
  test.describe(`on the ${kind} database`, () => {
    // Making an embedded database takes 4 s on a machine that does nothing else.
    test.describe.configure({ timeout: 120_000 });

    test("a second migration changes nothing", async ({ env }) => {
      const connection = await openDatabase(env);
      await migrateDatabase(connection);
      await connection.db.insert(setting).values({ key: "kept", value: true });
      await migrateDatabase(connection);
      expect(await connection.db.$count(setting)).toBe(1);
      expect(await connection.db.$count(sql`drizzle.__drizzle_migrations`)).toBe(journal.entries.length);
      await connection.close();
    });

    test("settings survive close and reopen as they were", async ({ env }) => {
      const value = { seconds: 3600, note: "5 o'clock ☕", list: [1, null, "x"] };
      const first = await openDatabase(env);
      await migrateDatabase(first);
      await first.db.insert(setting).values({ key: "a", value });
      await first.db.insert(setting).values({ key: "b", value: "plain" });
      await first.close();

      const second = await openDatabase(env);
      await second.ping();
      const [a] = await second.db.select().from(setting).where(eq(setting.key, "a"));
      expect(a).toEqual({ key: "a", value, updatedAt: expect.any(Date) });
      await second.close();
    });

    test("what a failed transaction wrote is gone", async ({ database }) => {
      const failed = database.db.transaction(async (tx) => {
        await tx.insert(setting).values({ key: "a", value: 1 });
        await tx.insert(setting).values({ key: "a", value: 2 });
      });
      await expect(failed).rejects.toThrow();
      expect(await database.db.$count(setting)).toBe(0);
    });
  });
}
