import { expect, test } from "@playwright/test";
import { eq, sql } from "drizzle-orm";
import { auditEntry, person } from "./schema";
import { TEST_DATABASES, type TestDatabase } from "./testing/test-databases";

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

for (const [kind, create] of Object.entries(TEST_DATABASES)) {
  test.describe(`on the ${kind} database`, () => {
    test.describe.configure({ mode: "default", timeout: 300_000 });
    let database: TestDatabase | undefined;

    test.beforeAll(async () => {
      test.setTimeout(300_000);
      database = await create();
    });
    test.afterAll(() => database?.remove());

    test("of a settled entry nothing can be changed, by whatever way", async () => {
      const id = await insert({ outcome: "done" });
      for (const [column, value] of Object.entries(OTHER)) {
        await expectRefused(update(id, { [column]: value }), column);
      }
      await expectRefused(update(id, { outcome: "requested" }), "outcome");
    });

    test("of a requested entry only what is learnt by its answer can be, and only together with the outcome", async () => {
      const id = await insert({ outcome: "requested" });
      for (const [column, value] of Object.entries(OTHER)) {
        if (column !== "outcome") await expectRefused(update(id, { [column]: value }), `${column} alone`);
        if (!LEARNT.includes(column)) await expectRefused(update(id, { outcome: "done", [column]: value }), column);
      }
      const { sessionId, after, detail } = OTHER;
      await update(id, { outcome: "done", sessionId, after, detail });
      await expectRefused(update(id, { outcome: "failed" }), "a second outcome");
    });

    test("an entry about one session does not become one about another", async () => {
      const id = await insert({ outcome: "requested", sessionId: "first" });
      await expectRefused(update(id, { outcome: "done", sessionId: "second" }), "sessionId");
      await expectRefused(update(id, { outcome: "done", sessionId: null }), "no session");
    });

    test("nothing is removed but in a transaction that says it is about retention", async () => {
      const { connection } = open();
      const [kept, old] = [await insert({ outcome: "done" }), await insert({ outcome: "done" })];
      await expectRefused(remove(old), "delete");
      await connection.inTransaction(async () => {
        await connection.db.execute(sql`set local keepwatch.retention = 'on'`);
        await remove(old);
      });
      await expectRefused(remove(kept), "delete in the next transaction");
      await expectRefused(connection.db.execute(sql`truncate audit_entry`), "truncate");
      expect(await connection.db.$count(auditEntry, eq(auditEntry.id, kept))).toBe(1);
    });

    test("somebody who is gone leaves their entries as they were", async () => {
      const { connection } = open();
      const id = "leaver";
      const email = "leaver@keepwatch.test";
      await connection.db.insert(person).values({ id, email, name: "", role: "operator" });
      const entry = await insert({ outcome: "done", actorKind: "person", personId: id, actorName: email });
      await connection.db.delete(person).where(eq(person.id, id));
      const [found] = await connection.db.select().from(auditEntry).where(eq(auditEntry.id, entry));
      expect(found).toMatchObject({ personId: id, actorName: email });
    });

    function open(): TestDatabase {
      test.skip(!database, "PostgreSQL is not installed, and only root on Debian can install it by itself.");
      if (!database) throw new Error("there is a database");
      return database;
    }

    async function insert(entry: Partial<Entry> & Pick<Entry, "outcome">): Promise<number> {
      const common = { actorKind: "visitor", actorName: "x@keepwatch.test", action: "account.sign-in" } as const;
      const rows = await open()
        .connection.db.insert(auditEntry)
        .values({ ...common, ...entry })
        .returning({ id: auditEntry.id });
      return rows[0]?.id ?? 0;
    }

    async function update(id: number, change: Partial<Entry>): Promise<void> {
      await open().connection.db.update(auditEntry).set(change).where(eq(auditEntry.id, id));
    }

    async function remove(id: number): Promise<void> {
      await open().connection.db.delete(auditEntry).where(eq(auditEntry.id, id));
    }
  });
}

async function expectRefused(attempt: PromiseLike<unknown>, title: string): Promise<void> {
  const failure: unknown = await attempt.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(failure, title).toMatchObject({ cause: { message: "the audit log only grows" } });
}
