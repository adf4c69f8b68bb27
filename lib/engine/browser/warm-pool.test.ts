import { expect, test } from "@playwright/test";
import { fastify } from "fastify";
import { FakeBrowser } from "../testing/fake-browser";
import { FakeClock } from "../testing/fake-clock";
import { WarmPool } from "./warm-pool";
import type { WarmPoolSetting } from "./warm-pool-size";

const GIGABYTE = 1024 ** 3;

function newPool(setting: WarmPoolSetting) {
  const clock = new FakeClock();
  const started: { sessionId: string; browser: FakeBrowser }[] = [];
  const discarded: string[] = [];
  const machine = { availableBytes: 8 * GIGABYTE, freeSlots: 10, isStarting: false };
  const pool = new WarmPool<FakeBrowser>({
    setting,
    clock,
    log: fastify().log,
    start: async (sessionId) => {
      const browser = new FakeBrowser();
      started.push({ sessionId, browser });
      return browser;
    },
    discard: async (sessionId) => void discarded.push(sessionId),
    sessions: () => machine,
    availableBytes: () => machine.availableBytes,
  });
  const idsStarted = () => started.map(({ sessionId }) => sessionId);
  /** Lets the clock run until so many have been started, and the last of them is ready. */
  async function fill(count: number) {
    const look = () => {
      clock.advance(1_000);
      for (const { browser } of started) browser.start();
      return started.length;
    };
    await expect.poll(look, { intervals: [10] }).toBe(count);
  }
  return { pool, clock, machine, started, discarded, idsStarted, fill };
}

test("each browser is handed out once, and another is started in its place", async () => {
  const { pool, idsStarted, fill } = newPool(2);
  expect(pool.reserve()).toBeUndefined();
  await fill(2);
  const [first, second] = [pool.reserve(), pool.reserve()];
  expect([first, second]).toEqual(idsStarted());
  expect(pool.reserve()).toBeUndefined();
  expect(pool.take(String(first))).toBeDefined();
  expect(pool.take(String(first))).toBeUndefined();
  await fill(4);
  expect(idsStarted()).not.toContain(pool.take(String(second)));
});

test("none is started while a session is, and one at a time", async () => {
  const { clock, machine, started } = newPool(2);
  machine.isStarting = true;
  clock.advance(60_000);
  expect(started).toHaveLength(0);
  machine.isStarting = false;
  clock.advance(300);
  expect(started).toHaveLength(1);
  clock.advance(60_000);
  expect(started).toHaveLength(1);
});

test("one that is still starting is handed out when no other is left: it is ahead of a new one", async () => {
  const { pool, clock, started } = newPool(1);
  clock.advance(300);
  expect(pool.reserve()).toBe(started[0]?.sessionId);
});

test("when memory gets short they go, and come back when it is not", async () => {
  const { clock, machine, discarded, idsStarted, fill } = newPool(2);
  await fill(2);
  machine.availableBytes = GIGABYTE / 2;
  clock.advance(5_000);
  await expect.poll(() => discarded).toEqual(idsStarted());
  clock.advance(60_000);
  expect(idsStarted()).toHaveLength(2);
  machine.availableBytes = 8 * GIGABYTE;
  await fill(4);
});

test("one that dies goes, and is replaced", async () => {
  const { clock, started, discarded, fill } = newPool(1);
  await fill(1);
  started[0]?.browser.exit({ clean: false });
  await expect.poll(() => discarded).toEqual([started[0]?.sessionId]);
  clock.advance(5_000);
  await fill(2);
});

test("after one that does not start, the next is tried half a minute later", async () => {
  const { clock, started, discarded } = newPool(1);
  clock.advance(300);
  started[0]?.browser.failToStart();
  await expect.poll(() => discarded).toHaveLength(1);
  clock.advance(29_000);
  expect(started).toHaveLength(1);
  clock.advance(10_000);
  expect(started).toHaveLength(2);
});

test("one that hangs at its start goes after half a minute, and another is tried", async () => {
  const { pool, clock, started, discarded, idsStarted } = newPool(1);
  clock.advance(300);
  // The pool hears of the browser that it has just started.
  await Promise.resolve();
  clock.advance(29_000);
  expect(discarded).toEqual([]);
  clock.advance(2_000);
  await expect.poll(() => discarded).toEqual(idsStarted());
  expect(pool.reserve()).toBeUndefined();
  clock.advance(35_000);
  expect(started).toHaveLength(2);
});

test("a pool that stops leaves none, and starts no more", async () => {
  const { pool, clock, started, discarded, idsStarted, fill } = newPool(2);
  await fill(2);
  await pool.stop();
  expect(discarded).toEqual(idsStarted());
  clock.advance(60_000);
  expect(started).toHaveLength(2);
});
