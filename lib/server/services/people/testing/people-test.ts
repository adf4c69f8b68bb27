import type { Role } from "@/lib/domain/permissions";
import type { Person } from "@/lib/server/auth/actor";
import type { Passwords } from "@/lib/server/auth/bound-hashing";
import { type Auth, createAuth } from "@/lib/server/auth/create-auth";
import type { DatabaseConnection } from "@/lib/server/db/database";
import { DATABASE_TESTS } from "@/lib/server/db/testing/database-tests";
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

/** `test` on each real database and with the real better-auth, without people. */
export const PEOPLE_TESTS = DATABASE_TESTS.map(({ kind, test }) => ({
  kind,
  test: test.extend<{ house: House }>({
    house: async ({ database }, use) => use(await enterHouse(database)),
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

/** Made once in each worker, since it is slow by design. */
let passwordHash: Promise<string> | undefined;

async function enterHouse(database: DatabaseConnection): Promise<House> {
  const auth = houseAuth(database);
  const backbone = { ...fakeRuntime(), database, auth };
  passwordHash ??= hashPassword(auth, PASSWORD);
  const hash = await passwordHash;
  return {
    database,
    auth,
    add: (email, role) => addPerson(database, { email, role, passwordHash: hash }),
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
