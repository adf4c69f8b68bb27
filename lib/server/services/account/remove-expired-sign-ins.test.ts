import { expect, test } from "@playwright/test";
import { asc } from "drizzle-orm";
import { person, signIn, verification } from "@/lib/server/db/schema";
import { TEST_DATABASES } from "@/lib/server/db/testing/test-databases";
import { removeExpiredSignIns } from "./remove-expired-sign-ins";

const NOW = Date.UTC(2026, 0, 31, 12);

for (const [kind, create] of Object.entries(TEST_DATABASES)) {
  test(`on the ${kind} database, sign-ins and attempts go once they have expired, and not before`, async () => {
    test.setTimeout(300_000);
    const database = await create();
    test.skip(!database, "PostgreSQL is not installed, and only root on Debian can install it by itself.");
    if (!database) return;
    const { db } = database.connection;
    const moments = [NOW - 1, NOW, NOW + 1].map((at) => ({ name: `${at - NOW}`, expiresAt: new Date(at) }));
    await db.insert(person).values({ id: "p", email: "p@keepwatch.test", name: "", role: "viewer" });
    await db
      .insert(signIn)
      .values(moments.map(({ name, expiresAt }) => ({ id: name, userId: "p", token: name, expiresAt })));
    await db
      .insert(verification)
      .values(moments.map(({ name, expiresAt }) => ({ id: name, identifier: name, value: "x", expiresAt })));

    await removeExpiredSignIns(database.connection, NOW);

    for (const table of [signIn, verification]) {
      const rows = await db.select({ id: table.id }).from(table).orderBy(asc(table.expiresAt));
      expect(rows.map(({ id }) => id)).toEqual(["0", "1"]);
    }
    await database.remove();
  });
}
