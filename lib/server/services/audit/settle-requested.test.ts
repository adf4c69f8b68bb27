import { expect } from "@playwright/test";
import { asc } from "drizzle-orm";
import type { AuditAction, AuditOutcome } from "@/lib/domain/audit";
import type { DatabaseConnection } from "@/lib/server/db/database";
import { auditEntry } from "@/lib/server/db/schema";
import { DATABASE_TESTS } from "@/lib/server/db/testing/database-tests";
import { settleAbandoned, settleOverdue } from "./settle-requested";

const NOW = Date.UTC(2026, 0, 31, 12);
const MINUTE_MS = 60_000;

for (const { kind, test } of DATABASE_TESTS) {
  test.describe(`on the ${kind} database`, () => {
    test("what was asked for over ten minutes ago and has no answer is called unknown", async ({ database }) => {
      await request(database, NOW - 10 * MINUTE_MS - 1, "requested");
      await request(database, NOW - 10 * MINUTE_MS, "requested");
      await request(database, NOW - 60 * MINUTE_MS, "done");
      expect(await settleOverdue(database, NOW)).toBe(1);
      expect(await endings(database)).toEqual([
        { outcome: "unknown", detail: "Keepwatch stopped before it learnt how this ended." },
        { outcome: "requested", detail: null },
        { outcome: "done", detail: null },
      ]);
      expect(await settleOverdue(database, NOW)).toBe(0);
    });

    test("an export may take a day, since the client sets the pace", async ({ database }) => {
      await request(database, NOW - 24 * 60 * MINUTE_MS - 1, "requested", "audit.export");
      await request(database, NOW - 24 * 60 * MINUTE_MS, "requested", "audit.export");
      expect(await settleOverdue(database, NOW)).toBe(1);
    });

    test("at the start all of it is, unless another instance may be at it", async ({ database }) => {
      await request(database, NOW - 1, "requested");
      await request(database, NOW - 11 * MINUTE_MS, "requested");
      expect(await settleAbandoned(database, NOW)).toBe(kind === "embedded" ? 2 : 1);
    });
  });
}

async function request(
  { db }: DatabaseConnection,
  at: number,
  outcome: AuditOutcome,
  action: AuditAction = "session.release",
): Promise<void> {
  const entry = { at: new Date(at), actorKind: "system", actorName: "x" } as const;
  await db.insert(auditEntry).values({ ...entry, action, outcome });
}

function endings({ db }: DatabaseConnection) {
  const { outcome, detail, id } = auditEntry;
  return db.select({ outcome, detail }).from(auditEntry).orderBy(asc(id));
}
