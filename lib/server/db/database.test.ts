import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { eq, sql } from "drizzle-orm";
import type { DatabaseEnv } from "@/lib/server/env";
import { openDatabase } from "./connect";
import { migrateDatabase } from "./migrate";
import journal from "./migrations/meta/_journal.json" with { type: "json" };
import { setting } from "./schema";
import { type PostgresServer, startPostgresServer } from "./testing/postgres-server";

// One PostgreSQL for all; and making an embedded database takes 4 s on a machine that does nothing else.
test.describe.configure({ mode: "default", timeout: 120_000 });

let server: PostgresServer | undefined;
let folder = "";

test.beforeAll(async () => {
  // Long enough to install PostgreSQL where it is missing.
  test.setTimeout(300_000);
  server = await startPostgresServer();
});
test.afterAll(() => server?.stop());

test.beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "keepwatch-db-"));
});
test.afterEach(() => rm(folder, { recursive: true }));

const databases: Record<DatabaseEnv["kind"], () => Promise<DatabaseEnv>> = {
  embedded: async () => ({ kind: "embedded", folder: join(folder, "db") }),
  postgres: async () => {
    test.skip(!server, "PostgreSQL is not installed, and only root on Debian can install it by itself.");
    return { kind: "postgres", url: (await server?.createDatabase()) ?? "" };
  },
};

for (const [kind, create] of Object.entries(databases)) {
  test.describe(`on the ${kind} database`, () => {
    test("a second migration changes nothing", async () => {
      const connection = await openDatabase(await create());
      await migrateDatabase(connection);
      await connection.db.insert(setting).values({ key: "kept", value: true });
      await migrateDatabase(connection);
      expect(await connection.db.$count(setting)).toBe(1);
      expect(await connection.db.$count(sql`drizzle.__drizzle_migrations`)).toBe(journal.entries.length);
      await connection.close();
    });

    test("settings survive close and reopen as they were", async () => {
      const database = await create();
      const value = { seconds: 3600, note: "5 o'clock ☕", list: [1, null, "x"] };
      const first = await openDatabase(database);
      await migrateDatabase(first);
      await first.db.insert(setting).values({ key: "a", value });
      await first.db.insert(setting).values({ key: "b", value: "plain" });
      await first.close();

      const second = await openDatabase(database);
      await second.ping();
      const [a] = await second.db.select().from(setting).where(eq(setting.key, "a"));
      expect(a).toEqual({ key: "a", value, updatedAt: expect.any(Date) });
      await second.close();
    });

    test("what a failed transaction wrote is gone", async () => {
      const connection = await openDatabase(await create());
      await migrateDatabase(connection);
      const failed = connection.db.transaction(async (tx) => {
        await tx.insert(setting).values({ key: "a", value: 1 });
        await tx.insert(setting).values({ key: "a", value: 2 });
      });
      await expect(failed).rejects.toThrow();
      expect(await connection.db.$count(setting)).toBe(0);
      await connection.close();
    });
  });
}
