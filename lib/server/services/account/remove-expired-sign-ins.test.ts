import { expect } from "@playwright/test";
import { asc } from "drizzle-orm";
import { person, signIn, verification } from "@/lib/server/db/schema";
import { DATABASE_TESTS } from "@/lib/server/db/testing/database-tests";
import { removeExpiredSignIns } from "./remove-expired-sign-ins";

const NOW = Date.UTC(2026, 0, 31, 12);

for (const { kind, test } of DATABASE_TESTS) {
  test(`on the ${kind} database, sign-ins and attempts go once they have expired, and not before`, async ({
    database,
  }) => {
    const { db } = database;
    const moments = [NOW - 1, NOW, NOW + 1].map((at) => ({ name: `${at - NOW}`, expiresAt: new Date(at) }));
    await db.insert(person).values({ id: "p", email: "p@keepwatch.test", name: "", role: "viewer" });
    await db
      .insert(signIn)
      .values(moments.map(({ name, expiresAt }) => ({ id: name, userId: "p", token: name, expiresAt })));
    await db
      .insert(verification)
      .values(moments.map(({ name, expiresAt }) => ({ id: name, identifier: name, value: "x", expiresAt })));

    await removeExpiredSignIns(database, NOW);

    for (const table of [signIn, verification]) {
      const rows = await db.select({ id: table.id }).from(table).orderBy(asc(table.expiresAt));
      expect(rows.map(({ id }) => id)).toEqual(["0", "1"]);
    }
  });
}
