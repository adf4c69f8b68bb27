import { expect } from "@playwright/test";
import { sql } from "drizzle-orm";
import * as z from "zod";
import { type AuditCursor, type AuditEntry, AuditFilter, type AuditFilterText } from "@/lib/api/audit";
import type { DatabaseConnection } from "@/lib/server/db/database";
import { DATABASE_TESTS } from "@/lib/server/db/testing/database-tests";
import { readEntries } from "./read-entries";
import { explainEntries } from "./testing/explain-entries";
import { fillAudit, NEWEST_AT } from "./testing/fill-audit";

const ROWS = 20_000;
const AGENT = "agent@keepwatch.test";
const GONE = "gone@keepwatch.test";

const filters: AuditFilterText[] = [
  {},
  { who: AGENT },
  { who: "person7@keepwatch.test" },
  { who: GONE },
  { who: "nobody@keepwatch.test" },
  { what: "session.release" },
  { what: "audit.prune,session.create" },
  { outcome: "done" },
  { outcome: "failed" },
  { outcome: "unknown" },
  { who: AGENT, what: "session.release" },
  { who: GONE, outcome: "done" },
  { who: AGENT, what: "session.release,session.create", outcome: "refused" },
  { who: "person7@keepwatch.test", what: "audit.prune", outcome: "failed" },
  { from: minutesBack(9000), to: minutesBack(7000) },
  { who: AGENT, what: "session.release", from: minutesBack(15_000), to: minutesBack(14_000) },
];

for (const { kind, test } of DATABASE_TESTS) {
  test.describe(`on the ${kind} database`, () => {
    // One log for all, which takes a while to fill on a busy machine.
    test.describe.configure({ mode: "default", timeout: 300_000 });
    let all: AuditEntry[] = [];

    test.beforeAll(async ({ database }) => {
      test.setTimeout(300_000);
      await fillAudit(database, ROWS);
      // Somebody who did a lot until long ago: what is frequent need not be near.
      await database.db.execute(sql`
        insert into audit_entry (at, actor_kind, actor_name, action, outcome)
        select ${new Date(NEWEST_AT - ROWS * 60_000).toISOString()}::timestamptz - n * interval '1 second', 'person', ${GONE}, 'account.sign-in', 'done'
        from generate_series(1, 10000) as n`);
      await database.db.execute(sql`analyze audit_entry`);
      all = (await readEntries(database, {}, { limit: 100_000 })).entries;
    });

    test("the whole log is newest first, and entries of one instant have an order too", () => {
      expect(all).toHaveLength(ROWS + 10_000);
      expect(all).toEqual(all.toSorted((a, b) => b.at - a.at || b.id - a.id));
      expect(all.some(({ at }, index) => at === all[index + 1]?.at)).toBe(true);
    });

    for (const text of filters) {
      test(`${JSON.stringify(text)} gives what passes, page by page, and reads little else`, async ({
        sharedDatabase,
      }) => {
        const filter = z.parse(AuditFilter, text);
        const passing = all.filter((entry) => passes(entry, filter));
        const pages: AuditEntry[] = [];
        let before: AuditCursor | undefined;
        let last: AuditCursor | undefined;
        for (let page = 0; page < 5; page += 1) {
          const batch = await readEntries(sharedDatabase, filter, { before, limit: 37 });
          pages.push(...batch.entries);
          before = batch.next;
          last = batch.next ?? last;
          if (!before) break;
        }
        expect(pages).toEqual(passing.slice(0, 5 * 37));

        for (const cursor of [undefined, last, { atMicros: (NEWEST_AT - ROWS * 59_000) * 1000, id: 1 }]) {
          const { types, read, skipped } = await explain(sharedDatabase, filter, cursor);
          expect(types).not.toContain("Seq Scan");
          expect(skipped).toBe(0);
          expect(read).toBeLessThan(500);
        }
      });
    }

    test("a session is found by its id and by the beginning of it", async ({ sharedDatabase }) => {
      const id = all.find(({ sessionId }) => sessionId)?.sessionId ?? "";
      const ofSession = all.filter(({ sessionId }) => sessionId === id);
      expect(ofSession.length).toBeGreaterThan(2);
      for (const session of [id, id.slice(0, 8)]) {
        expect((await readEntries(sharedDatabase, { session }, { limit: 50 })).entries).toEqual(ofSession);
        const { types, read } = await explain(sharedDatabase, { session }, undefined);
        expect(types).not.toContain("Seq Scan");
        expect(read).toBe(ofSession.length);
        const actor = ofSession[0]?.actor.name;
        expect((await readEntries(sharedDatabase, { session, who: actor }, { limit: 50 })).entries).toEqual(
          ofSession.filter((entry) => entry.actor.name === actor),
        );
      }
      expect((await readEntries(sharedDatabase, { session: `${id.slice(0, 8)}x` }, { limit: 50 })).entries).toEqual([]);
    });
  });
}

function explain(database: DatabaseConnection, filter: AuditFilter, before: AuditCursor | undefined) {
  return explainEntries(database, filter, { before, limit: 37 });
}

function passes(entry: AuditEntry, { who, what, outcome, from, to }: AuditFilter): boolean {
  return (
    (who === undefined || entry.actor.name === who) &&
    (what === undefined || what.some((action) => action === entry.action)) &&
    (outcome === undefined || entry.outcome === outcome) &&
    (from === undefined || entry.at >= from) &&
    (to === undefined || entry.at < to)
  );
}

function minutesBack(minutes: number): string {
  return new Date(NEWEST_AT - minutes * 60_000).toISOString();
}
