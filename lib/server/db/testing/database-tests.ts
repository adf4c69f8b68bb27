import { test as base } from "@playwright/test";
import type { DatabaseConnection } from "../database";
import { emptyTables } from "./empty-tables";
import { openEmbeddedTestDatabase, openPostgresTestDatabase } from "./open-test-database";
import { type PostgresServer, startPostgresServer } from "./postgres-server";

type OfTest = {
  /** A database with all tables and no rows. */
  database: DatabaseConnection;
  /** The same one with what is in it, for tests of one group to read what was put there once. */
  sharedDatabase: DatabaseConnection;
  /** A server for the databases that a test makes by itself. */
  postgres: PostgresServer;
};

type OfWorker = {
  embeddedDatabase: DatabaseConnection;
  /** Undefined where PostgreSQL is not to be had, as is its database. */
  postgresServer: PostgresServer | undefined;
  postgresDatabase: DatabaseConnection | undefined;
};

/** Long enough to install PostgreSQL, and to make a database on a machine that does much else. */
const OF_WORKER = { scope: "worker", timeout: 300_000 } as const;

/**
 * `test` on the embedded database. A worker opens one and empties it for each test, since opening even a copy takes
 * twenty times as long as that. All tests here have the same fixtures of the worker, so that Playwright has them all
 * run by the same few workers.
 */
export const embeddedTest = base.extend<OfTest, OfWorker>({
  embeddedDatabase: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures off this pattern
    async ({}, use) => {
      const { connection, remove } = await openEmbeddedTestDatabase();
      await use(connection);
      await remove();
    },
    OF_WORKER,
  ],
  postgresServer: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures off this pattern
    async ({}, use) => {
      const server = await startPostgresServer();
      await use(server);
      await server?.stop();
    },
    OF_WORKER,
  ],
  postgresDatabase: [
    async ({ postgresServer }, use) => {
      const connection = postgresServer && (await openPostgresTestDatabase(postgresServer));
      await use(connection);
      await connection?.close();
    },
    OF_WORKER,
  ],
  postgres: ({ postgresServer }, use) => use(orSkip(postgresServer)),
  sharedDatabase: ({ embeddedDatabase }, use) => use(embeddedDatabase),
  database: async ({ sharedDatabase }, use) => {
    await emptyTables(sharedDatabase);
    await use(sharedDatabase);
  },
});

/** The same on PostgreSQL, or skipped where there is none. */
export const postgresTest = embeddedTest.extend({
  sharedDatabase: ({ postgresDatabase }, use) => use(orSkip(postgresDatabase)),
});

export const DATABASE_TESTS = [
  { kind: "embedded", test: embeddedTest },
  { kind: "postgres", test: postgresTest },
] as const;

function orSkip<Thing>(thing: Thing | undefined): Thing {
  base.skip(thing === undefined, "PostgreSQL is not installed, and only root on Debian can install it by itself.");
  if (thing === undefined) throw new Error("a test that is skipped does not come here");
  return thing;
}
