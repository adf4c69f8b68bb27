import { expect, test } from "@playwright/test";
import { stopOnce } from "./stop-once";

function newStop(close: () => Promise<void>) {
  const exits: number[] = [];
  const logged: unknown[] = [];
  const stop = stopOnce(close, {
    log: { error: (entry: unknown) => logged.push(entry) },
    exit: (code) => exits.push(code),
  });
  return { stop, exits, logged };
}

test("a stop that closes everything exits with 0, once however often it is asked for", async () => {
  let closed = 0;
  const { stop, exits, logged } = newStop(async () => void closed++);
  stop();
  stop();
  await expect.poll(() => exits).toEqual([0]);
  expect(closed).toBe(1);
  expect(logged).toEqual([]);
});

test("a close that fails is logged, and exits with 1", async () => {
  const err = new Error("the lock cannot be removed");
  const { stop, exits, logged } = newStop(() => Promise.reject(err));
  stop();
  await expect.poll(() => exits).toEqual([1]);
  expect(logged).toEqual([{ err }]);
});
