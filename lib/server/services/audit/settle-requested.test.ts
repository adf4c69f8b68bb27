import { expect, test } from "@playwright/test";
import { asc } from "drizzle-orm";
import type { AuditAction, AuditOutcome } from "@/lib/domain/audit";
import { auditEntry } from "@/lib/server/db/schema";
import { TEST_DATABASES, type TestDatabase } from "@/lib/server/db/testing/test-databases";
import { settleAbandoned, settleOverdue } from "./settle-requested";

const NOW = Date.UTC(2026, 0, 31, 12);
const MINUTE_MS = 60_000;

for (const [kind, create] of Object.entries(TEST_DATABASES)) {
  test.describe(`on the ${kind} database`, () => {
    test.describe.configure({ mode: "default", timeout: 300_000 });
    let database: TestDatabase | undefined;

    test.beforeEach(async () => {
      database = await create();
      test.skip(!database, "PostgreSQL is not installed, and only root on Debian can install it by itself.");
    });
    test.afterEach(() => database?.remove());

    test("what was asked for over ten minutes ago and has no answer is called unknown", async () => {
      const { connection } = open();
      await request(NOW - 10 * MINUTE_MS - 1, "requested");
      await request(NOW - 10 * MINUTE_MS, "requested");
      await request(NOW - 60 * MINUTE_MS, "done");
      expect(await settleOverdue(connection, NOW)).toBe(1);
      expect(await endings()).toEqual([
        { outcome: "unknown", detail: "Keepwatch stopped before it learnt how this ended." },
        { outcome: "requested", detail: null },
        { outcome: "done", detail: null },
      ]);
      expect(await settleOverdue(connection, NOW)).toBe(0);
    });

    test("an export may take a day, since the client sets the pace", async () => {
      const { connection } = open();
      await request(NOW - 24 * 60 * MINUTE_MS - 1, "requested", "audit.export");
      await request(NOW - 24 * 60 * MINUTE_MS, "requested", "audit.export");
      expect(await settleOverdue(connection, NOW)).toBe(1);
    });

    test("at the start all of it is, unless another instance may be at it", async () => {
      const { connection } = open();
      await request(NOW - 1, "requested");
      await request(NOW - 11 * MINUTE_MS, "requested");
      expect(await settleAbandoned(connection, NOW)).toBe(kind === "embedded" ? 2 : 1);
    });

    function open(): TestDatabase {
      if (!database) throw new Error("there is a database");
      return database;
    }

    async function request(at: number, outcome: AuditOutcome, action: AuditAction = "session.release") {
      const entry = { at: new Date(at), actorKind: "system", actorName: "x" } as const;
      await open()
        .connection.db.insert(auditEntry)
        .values({ ...entry, action, outcome });
    }

    function endings() {
      const { outcome, detail, id } = auditEntry;
      return open().connection.db.select({ outcome, detail }).from(auditEntry).orderBy(asc(id));
    }
  });
}
