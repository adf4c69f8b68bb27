import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test as base } from "@playwright/test";
import type { Role } from "@/lib/domain/permissions";
import type { Person } from "@/lib/server/auth/actor";
import { createAuth } from "@/lib/server/auth/create-auth";
import { openDatabase } from "@/lib/server/db/connect";
import { migrateDatabase } from "@/lib/server/db/migrate";
import { invitation, person } from "@/lib/server/db/schema";
import { addPerson, hashPassword } from "../add-person";
import type { PeopleContext } from "../people-context";

export const PASSWORD = "correct horse battery";

type Ground = Pick<PeopleContext, "database" | "auth">;

type House = Ground & {
  add: (email: string, role: Role) => Promise<Person>;
  /** A request of this person, or of a visitor. */
  as: (person?: Person) => PeopleContext;
};

/** The real embedded database and the real better-auth, one per worker and empty for each test. */
export const test = base.extend<{ house: House }, { ground: Ground }>({
  ground: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures off this pattern
    async ({}, use) => {
      const folder = await mkdtemp(join(tmpdir(), "keepwatch-people-"));
      const ground = await openHouse(folder);
      await use(ground);
      await ground.database.close();
      await rm(folder, { recursive: true });
    },
    // Making an embedded database takes 4 s on a machine that does nothing else.
    { scope: "worker", timeout: 60_000 },
  ],
  house: async ({ ground }, use) => {
    const { database, auth } = ground;
    await database.db.delete(person);
    await database.db.delete(invitation);
    const passwordHash = await hashPassword(auth, PASSWORD);
    await use({
      ...ground,
      add: (email, role) => addPerson(database, { email, role, passwordHash }),
      as: (who) => ({
        ...ground,
        actor: who ? { kind: "person", person: who } : { kind: "visitor" },
        address: "127.0.0.1",
        requestId: "test",
        requestHeaders: new Headers({ host: "127.0.0.1:3000" }),
        replyHeaders: new Headers(),
      }),
    });
  },
});

async function openHouse(folder: string): Promise<Ground> {
  const database = await openDatabase({ kind: "embedded", folder: join(folder, "db") });
  await migrateDatabase(database);
  const auth = createAuth({
    database,
    secret: "a secret of the test's own, long enough",
    origin: "http://127.0.0.1:3000",
    port: 3000,
    onLog: () => undefined,
  });
  return { database, auth };
}
