import { expect } from "@playwright/test";
import { eq, sql } from "drizzle-orm";
import type { DatabaseConnection } from "./database";
import { auditEntry, person } from "./schema";
import { DATABASE_TESTS } from "./testing/database-tests";

type Entry = typeof auditEntry.$inferInsert;

/** Another value for each column that an entry has. */
const OTHER = {
  at: new Date(0),
  actorKind: "system",
  personId: "other",
  actorName: "other@keepwatch.test",
  role: "viewer",
  address: "192.0.2.9",
  action: "session.create",
  sessionId: "other",
  target: "other",
  reason: "other",
  before: { other: true },
  after: { other: true },
  outcome: "failed",
  detail: "other",
  requestId: "other",
} as const satisfies Partial<Entry>;

/** What is learnt by the answer. */
const LEARNT: readonly string[] = ["sessionId", "after", "outcome", "detail"];

for (const { kind, test } of DATABASE_TESTS) {
  test.describe(`on the ${kind} database`, () => {
    test("of a settled entry nothing can be changed, by whatever way", async ({ database }) => {
      const id = await insert(database, { outcome: "done" });
      for (const [column, value] of Object.entries(OTHER)) {
        await expectRefused(update(database, id, { [column]: value }), column);
      }
      await expectRefused(update(database, id, { outcome: "requested" }), "outcome");
    });

    test("of a requested entry only what is learnt by its answer can be, and only together with the outcome", async ({
      database,
    }) => {
      const id = await insert(database, { outcome: "requested" });
      for (const [column, value] of Object.entries(OTHER)) {
        if (column !== "outcome") await expectRefused(update(database, id, { [column]: value }), `${column} alone`);
        if (!LEARNT.includes(column))
          await expectRefused(update(database, id, { outcome: "done", [column]: value }), column);
      }
      const { sessionId, after, detail } = OTHER;
      await update(database, id, { outcome: "done", sessionId, after, detail });
      await expectRefused(update(database, id, { outcome: "failed" }), "a second outcome");
    });

    test("an entry about one session does not become one about another", async ({ database }) => {
      const id = await insert(database, { outcome: "requested", sessionId: "first" });
      await expectRefused(update(database, id, { outcome: "done", sessionId: "second" }), "sessionId");
      await expectRefused(update(database, id, { outcome: "done", sessionId: null }), "no session");
    });

    test("nothing is removed but in a transaction that says it is about retention", async ({ database }) => {
      const [kept, old] = [await insert(database, { outcome: "done" }), await insert(database, { outcome: "done" })];
      await expectRefused(remove(database, old), "delete");
      await database.inTransaction(async () => {
        await database.db.execute(sql`set local keepwatch.retention = 'on'`);
        await remove(database, old);
      });
      await expectRefused(remove(database, kept), "delete in the next transaction");
      await expectRefused(database.db.execute(sql`truncate audit_entry`), "truncate");
      expect(await database.db.$count(auditEntry, eq(auditEntry.id, kept))).toBe(1);
    });

    test("somebody who is gone leaves their entries as they were", async ({ database }) => {
      const id = "leaver";
      const email = "leaver@keepwatch.test";
      await database.db.insert(person).values({ id, email, name: "", role: "operator" });
      const entry = await insert(database, { outcome: "done", actorKind: "person", personId: id, actorName: email });
      await database.db.delete(person).where(eq(person.id, id));
      const [found] = await database.db.select().from(auditEntry).where(eq(auditEntry.id, entry));
      expect(found).toMatchObject({ personId: id, actorName: email });
    });
  });
}

async function insert({ db }: DatabaseConnection, entry: Partial<Entry> & Pick<Entry, "outcome">): Promise<number> {
  const common = { actorKind: "visitor", actorName: "x@keepwatch.test", action: "account.sign-in" } as const;
  const rows = await db
    .insert(auditEntry)
    .values({ ...common, ...entry })
    .returning({ id: auditEntry.id });
  return rows[0]?.id ?? 0;
}

async function update({ db }: DatabaseConnection, id: number, change: Partial<Entry>): Promise<void> {
  await db.update(auditEntry).set(change).where(eq(auditEntry.id, id));
}

async function remove({ db }: DatabaseConnection, id: number): Promise<void> {
  await db.delete(auditEntry).where(eq(auditEntry.id, id));
}

async function expectRefused(attempt: PromiseLike<unknown>, title: string): Promise<void> {
  const failure: unknown = await attempt.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(failure, title).toMatchObject({ cause: { message: "the audit log only grows" } });
}
