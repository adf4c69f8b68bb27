import { expect } from "@playwright/test";
import { sql } from "drizzle-orm";
import { StartupError } from "@/lib/process/startup-error";
import { openDatabase } from "./connect";
import { migrateDatabase } from "./migrate";
import journal from "./migrations/meta/_journal.json" with { type: "json" };
import { openPostgres } from "./postgres";
import { postgresTest as test } from "./testing/database-tests";

test("instances that start at once on one new database migrate it once", async ({ postgres }) => {
  const url = await postgres.createDatabase();
  const instances = await Promise.all(Array.from({ length: 5 }, () => openDatabase({ kind: "postgres", url })));
  await Promise.all(instances.map(migrateDatabase));
  const [first] = instances;
  expect(await first?.db.$count(sql`drizzle.__drizzle_migrations`)).toBe(journal.entries.length);
  await Promise.all(instances.map((instance) => instance.close()));
});

test("a server that does not answer is named by its variable, without the password", async () => {
  const connection = await openDatabase({ kind: "postgres", url: "postgres://keepwatch:hush@127.0.0.1:1/keepwatch" });
  const failure: unknown = await migrateDatabase(connection).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(StartupError);
  expect(String(failure)).toMatch(/DATABASE_URL cannot be used: .*ECONNREFUSED/);
  expect(String(failure)).not.toContain("hush");
  await connection.close();
});

test("queries that hang are given up, and others find a connection", async ({ postgres }) => {
  const connection = openPostgres(await postgres.createDatabase(), { queryTimeoutMs: 300 });
  const hanging = Array.from({ length: 10 }, () => connection.db.execute(sql`select pg_sleep(60)`));
  const results = await Promise.allSettled(hanging);
  expect(new Set(results.map(({ status }) => status))).toEqual(new Set(["rejected"]));
  await connection.ping();
  await connection.close();
});
