import { expect, test } from "@playwright/test";
import { fastify } from "fastify";
import { FakeBrowser } from "../testing/fake-browser";
import { FakeClock } from "../testing/fake-clock";
import { Session } from "./session";
import type { SessionRecord } from "./session-record";

const TIMEOUT_MS = 3_600_000;
const CONNECT_WITHIN_MS = 300_000;
/** How late a session may end when the timers know nothing of the time that passed. */
const LATE_MS = 30_000;
const OPTIONS = {
  windowSize: { width: 800, height: 600 },
  ignoreCertificateErrors: false,
  allowedDomains: [],
  proxies: [],
};

function newSession({ launch, keepAlive = true }: { launch?: () => FakeBrowser; keepAlive?: boolean } = {}) {
  const clock = new FakeClock();
  const browser = new FakeBrowser();
  const records: SessionRecord[] = [];
  const record: SessionRecord = {
    id: "s1",
    projectId: "p1",
    status: "PENDING",
    keepAlive,
    region: "us-west-2",
    createdAt: clock.now(),
    updatedAt: clock.now(),
    expiresAt: clock.now() + TIMEOUT_MS,
  };
  const session = new Session(record, true, {
    launch: launch ?? (() => browser),
    clock,
    log: fastify().log,
    connectWithinMs: CONNECT_WITHIN_MS,
    commandWithinMs: 600_000,
    onRecord: (changed) => records.push(changed),
  });
  return { session, clock, browser, records };
}

test("a session runs until one millisecond before its timeout, and is timed out at it", async () => {
  const { session, clock, browser, records } = newSession();
  browser.start();
  await session.start(OPTIONS);
  clock.advance(TIMEOUT_MS - 1);
  expect(session.isRunning).toBe(true);
  expect(browser.isEnded).toBe(false);
  clock.advance(1);
  expect(session.isRunning).toBe(false);
  await session.ended;
  expect(browser.isEnded).toBe(true);
  expect(records.map(({ status }) => status)).toEqual(["RUNNING", "TIMED_OUT"]);
  expect(session.record.endedAt).toBe(session.record.expiresAt);
});

test("a session that expired while the machine slept ends soon after it wakes", async () => {
  const { session, clock, browser } = newSession();
  browser.start();
  await session.start(OPTIONS);
  clock.jump(TIMEOUT_MS);
  clock.advance(LATE_MS);
  await session.ended;
  expect(session.record.status).toBe("TIMED_OUT");
});

test("a session whose clock is set back ends when the clock says so, not before", async () => {
  const { session, clock, browser } = newSession();
  browser.start();
  await session.start(OPTIONS);
  clock.jump(-TIMEOUT_MS);
  clock.advance(2 * TIMEOUT_MS - 1);
  expect(session.isRunning).toBe(true);
  clock.advance(1);
  await session.ended;
  expect(session.record.endedAt).toBe(session.record.expiresAt);
});

test("a session that nobody connects to in time completes, unless it is keepAlive", async () => {
  for (const keepAlive of [false, true]) {
    const { session, clock, browser } = newSession({ keepAlive });
    clock.advance(1_000);
    browser.start();
    await session.start(OPTIONS);
    clock.advance(CONNECT_WITHIN_MS - 1_001);
    expect(session.isRunning).toBe(true);
    clock.advance(1);
    expect(session.isRunning).toBe(keepAlive);
    if (!keepAlive) await session.ended;
    expect(session.record.status).toBe(keepAlive ? "RUNNING" : "COMPLETED");
  }
});

test("a browser that hangs at its start ends its session as an error", async () => {
  const { session, clock, browser } = newSession();
  const started = session.start(OPTIONS);
  clock.advance(29_999);
  expect(browser.isEnded).toBe(false);
  clock.advance(1);
  await started;
  expect(browser.isEnded).toBe(true);
  expect(session.record.status).toBe("ERROR");
});

test("a released session does not time out later", async () => {
  const { session, clock, browser, records } = newSession();
  browser.start();
  await session.start(OPTIONS);
  session.release();
  session.release();
  await session.ended;
  clock.advance(TIMEOUT_MS);
  expect(records.map(({ status }) => status)).toEqual(["RUNNING", "COMPLETED"]);
});

test("a session released while its browser starts completes, and never runs", async () => {
  const { session, browser, records } = newSession();
  const started = session.start(OPTIONS);
  session.release();
  expect(session.isRunning).toBe(false);
  browser.start();
  await started;
  expect(browser.isEnded).toBe(true);
  expect(records.map(({ status }) => status)).toEqual(["COMPLETED"]);
});

test("a browser that does not start ends its session as an error, before start returns", async () => {
  const { session, browser } = newSession();
  browser.failToStart();
  await session.start(OPTIONS);
  expect(session.record).toMatchObject({ status: "ERROR", endedAt: expect.any(Number) });
});

test("a browser that cannot even be launched does so too", async () => {
  const { session } = newSession({
    launch: () => {
      throw new Error("no more processes");
    },
  });
  await session.start(OPTIONS);
  expect(session.record).toMatchObject({ status: "ERROR", endedAt: expect.any(Number) });
});

test("a crash and a browser that was asked to close are told apart", async () => {
  for (const [clean, status] of [
    [true, "COMPLETED"],
    [false, "ERROR"],
  ] as const) {
    const { session, browser } = newSession();
    browser.start();
    await session.start(OPTIONS);
    browser.exit({ clean });
    await session.ended;
    expect(session.record.status).toBe(status);
  }
});
