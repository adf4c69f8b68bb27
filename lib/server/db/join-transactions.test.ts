import { expect, test } from "@playwright/test";
import type { DatabaseConnection } from "./database";
import { setting } from "./schema";
import { openEmbeddedTestDatabase, type TestDatabase } from "./testing/test-databases";

test.describe.configure({ mode: "default" });

let world: TestDatabase;
let database: DatabaseConnection;

test.beforeAll(async () => {
  world = await openEmbeddedTestDatabase();
  database = world.connection;
});
test.afterAll(() => world.remove());
test.beforeEach(async () => {
  await database.db.delete(setting);
});

test("whoever holds the database writes into the transaction that is open around the call", async () => {
  const failing = database.inTransaction(async () => {
    await database.db.insert(setting).values({ key: "a", value: 1 });
    throw new Error("no");
  });
  await expect(failing).rejects.toThrow("no");
  expect(await database.db.$count(setting)).toBe(0);
});

test("a transaction inside another is a part of it", async () => {
  const failing = database.inTransaction(async () => {
    await database.inTransaction(() => write("inner"));
    throw new Error("no");
  });
  await expect(failing).rejects.toThrow("no");
  expect(await database.db.$count(setting)).toBe(0);
});

test("calls beside a transaction are not part of it", async () => {
  let letGo = () => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const failing = database.inTransaction(async () => {
    await write("inside");
    await held;
    throw new Error("no");
  });
  const beside = write("beside");
  letGo();
  await expect(failing).rejects.toThrow("no");
  await beside;
  expect(await database.db.select({ key: setting.key }).from(setting)).toEqual([{ key: "beside" }]);
});

test("what succeeds is kept", async () => {
  expect(await database.inTransaction(() => write("kept").then(() => "result"))).toBe("result");
  expect(await database.db.$count(setting)).toBe(1);
});

async function write(key: string): Promise<void> {
  await database.db.insert(setting).values({ key, value: true });
}
