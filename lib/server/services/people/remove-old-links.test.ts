import { expect, test } from "@playwright/test";
import { asc } from "drizzle-orm";
import { invitation } from "@/lib/server/db/schema";
import { TEST_DATABASES } from "@/lib/server/db/testing/test-databases";
import { removeOldLinks } from "./remove-old-links";

const NOW = Date.UTC(2026, 0, 31, 12);
const WEEK_MS = 7 * 24 * 3600_000;

for (const [kind, create] of Object.entries(TEST_DATABASES)) {
  test(`on the ${kind} database, a link is listed until a week after it stopped working`, async () => {
    test.setTimeout(300_000);
    const database = await create();
    test.skip(!database, "PostgreSQL is not installed, and only root on Debian can install it by itself.");
    if (!database) return;
    const { db } = database.connection;
    const ends = { forgotten: NOW - WEEK_MS - 1, old: NOW - WEEK_MS, open: NOW + 1 };
    await db.insert(invitation).values(
      Object.entries(ends).map(([id, at]) => ({
        id,
        tokenHash: id,
        email: `${id}@keepwatch.test`,
        role: id === "forgotten" ? null : ("viewer" as const),
        invitedBy: "admin@keepwatch.test",
        expiresAt: new Date(at),
      })),
    );

    await removeOldLinks(database.connection, NOW);

    const rows = await db.select({ id: invitation.id }).from(invitation).orderBy(asc(invitation.expiresAt));
    expect(rows.map(({ id }) => id)).toEqual(["old", "open"]);
    await database.remove();
  });
}
