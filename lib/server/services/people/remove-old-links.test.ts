import { expect } from "@playwright/test";
import { asc } from "drizzle-orm";
import { invitation } from "@/lib/server/db/schema";
import { DATABASE_TESTS } from "@/lib/server/db/testing/database-tests";
import { removeOldLinks } from "./remove-old-links";

const NOW = Date.UTC(2026, 0, 31, 12);
const WEEK_MS = 7 * 24 * 3600_000;

for (const { kind, test } of DATABASE_TESTS) {
  test(`on the ${kind} database, a link is listed until a week after it stopped working`, async ({ database }) => {
    const { db } = database;
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

    await removeOldLinks(database, NOW);

    const rows = await db.select({ id: invitation.id }).from(invitation).orderBy(asc(invitation.expiresAt));
    expect(rows.map(({ id }) => id)).toEqual(["old", "open"]);
  });
}
