import { expect } from "@playwright/test";
import type { DatabaseConnection } from "./database";
import { setting } from "./schema";
import { embeddedTest as test } from "./testing/database-tests";

test("whoever holds the database writes into the transaction that is open around the call", async ({ database }) => {
  const failing = database.inTransaction(async () => {
    await database.db.insert(setting).values({ key: "a", value: 1 });
    throw new Error("no");
  });
  await expect(failing).rejects.toThrow("no");
  expect(await database.db.$count(setting)).toBe(0);
});

test("a transaction inside another is a part of it", async ({ database }) => {
  const failing = database.inTransaction(async () => {
    await database.inTransaction(() => write(database, "inner"));
    throw new Error("no");
  });
  await expect(failing).rejects.toThrow("no");
  expect(await database.db.$count(setting)).toBe(0);
});

test("calls beside a transaction are not part of it", async ({ database }) => {
  let letGo = () => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const failing = database.inTransaction(async () => {
    await write(database, "inside");
    await held;
    throw new Error("no");
  });
  const beside = write(database, "beside");
  letGo();
  await expect(failing).rejects.toThrow("no");
  await beside;
  expect(await database.db.select({ key: setting.key }).from(setting)).toEqual([{ key: "beside" }]);
});

test("what succeeds is kept", async ({ database }) => {
  expect(await database.inTransaction(() => write(database, "kept").then(() => "result"))).toBe("result");
  expect(await database.db.$count(setting)).toBe(1);
});

async function write({ db }: DatabaseConnection, key: string): Promise<void> {
  await db.insert(setting).values({ key, value: true });
}
