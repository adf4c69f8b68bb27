import { test as base } from "@playwright/test";
import type { Role } from "@/lib/domain/permissions";
import type { Person } from "@/lib/server/auth/actor";
import type { Passwords } from "@/lib/server/auth/bound-hashing";
import { type Auth, createAuth } from "@/lib/server/auth/create-auth";
import type { DatabaseConnection } from "@/lib/server/db/database";
import { invitation, person } from "@/lib/server/db/schema";
import { TEST_DATABASES, type TestDatabase } from "@/lib/server/db/testing/test-databases";
import type { RequestContext } from "@/lib/server/services/service-context";
import { fakeRuntime } from "@/lib/server/testing/fake-runtime";
import { addPerson, hashPassword } from "../add-person";

export const PASSWORD = "correct horse battery";

export type House = {
  database: DatabaseConnection;
  auth: Auth;
  add: (email: string, role: Role) => Promise<Person>;
  /** A request of this person, or of a visitor. */
  as: (person?: Person) => RequestContext;
};

type Ground = { test?: TestDatabase };

/** `test` on each real database and with the real better-auth: one database per worker, without people for each test. */
export const PEOPLE_TESTS = Object.entries(TEST_DATABASES).map(([kind, create]) => ({
  kind,
  test: base.extend<{ house: House }, { ground: Ground }>({
    ground: [
      // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures off this pattern
      async ({}, use) => {
        const test = await create();
        await use({ test });
        await test?.remove();
      },
      // Making an embedded database takes 4 s on a machine that does nothing else, and installing PostgreSQL a minute.
      { scope: "worker", timeout: 300_000 },
    ],
    house: async ({ ground }, use) => {
      base.skip(!ground.test, "PostgreSQL is not installed, and only root on Debian can install it by itself.");
      if (ground.test) await use(await enterHouse(ground.test.connection));
    },
  }),
}));

/** better-auth on this database; `passwords` in place of the real hashing. */
export function houseAuth(database: DatabaseConnection, passwords?: Passwords): Auth {
  const options = {
    database,
    secret: "a secret of the test's own, long enough",
    origin: "http://127.0.0.1:3000",
    port: 3000,
    onLog: () => undefined,
  };
  return createAuth(options, passwords);
}

async function enterHouse(database: DatabaseConnection): Promise<House> {
  await database.db.delete(person);
  await database.db.delete(invitation);
  const auth = houseAuth(database);
  const backbone = { ...fakeRuntime(), database, auth };
  const passwordHash = await hashPassword(auth, PASSWORD);
  return {
    database,
    auth,
    add: (email, role) => addPerson(database, { email, role, passwordHash }),
    as: (who) => ({
      ...backbone,
      actor: who ? { kind: "person", person: who } : { kind: "visitor" },
      address: "127.0.0.1",
      requestId: "test",
      requestHeaders: new Headers({ host: "127.0.0.1:3000" }),
      signal: new AbortController().signal,
      hangUp: () => undefined,
      replyHeaders: new Headers(),
    }),
  };
}
