import { expect, test } from "@playwright/test";
import type { Session } from "@/lib/domain/session";
import { AppError } from "@/lib/server/errors";
import { BROWSERBASE_PACE, ENGINE_PACE, type FeedPace, logsPerMinute } from "./feed-pace";
import { FakeSchedule, settled } from "./testing/fake-schedule";
import { FakeUpstream } from "./testing/fake-upstream";
import { ReadingViewer } from "./testing/reading-viewer";
import { session } from "./testing/session";
import { testFeed } from "./testing/test-feed";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

function setUp({ pace = ENGINE_PACE }: { pace?: FeedPace } = {}) {
  const clock = new FakeSchedule();
  const upstream = new FakeUpstream();
  const failures: unknown[] = [];
  const feed = testFeed({
    upstream,
    pace,
    now: () => clock.now,
    schedule: clock.schedule,
    onFailure: (error) => failures.push(error),
  });
  const watch = async () => {
    const viewer = new ReadingViewer(await feed.watch({ encoding: "identity" }));
    await settled();
    return viewer;
  };
  return { clock, upstream, feed, failures, watch };
}

function fleet(count: number, part: Partial<Session> = {}): Session[] {
  return Array.from({ length: count }, (_, index) =>
    session({ id: `s${index}`, expiresAt: Number.MAX_SAFE_INTEGER, ...part }),
  );
}

const asked = ({ listed, calls }: FakeUpstream) =>
  listed.length + calls.retrieveSession + calls.retrieveProject + calls.lastActivity + calls.readPage;

test("everybody who watches sees what the log of a session said, when it was read, and which page it is on", async () => {
  const { clock, upstream, watch } = setUp();
  upstream.sessions = fleet(1);
  upstream.logs.set("s0", { firstAt: 1, lastAt: 5_000, silences: [] });
  const [one, two] = [await watch(), await watch()];
  await clock.pass(3 * SECOND);
  const activity = { lastAt: 5_000, page: { title: "Page of s0", host: "example.com" } };
  expect(one.picture?.sessions).toMatchObject([{ id: "s0", activity }]);
  expect(two.picture?.sessions).toEqual(one.picture?.sessions);
  const checkedAt = one.picture?.sessions[0]?.activity?.checkedAt ?? 0;
  await clock.pass(ENGINE_PACE.logEveryMs + 2 * SECOND);
  expect(one.picture?.sessions[0]?.activity?.checkedAt).toBeGreaterThanOrEqual(checkedAt + ENGINE_PACE.logEveryMs);
});

test("no log is read of sessions that end by themselves, nor while nobody needs to know", async () => {
  const { clock, upstream, feed, watch } = setUp();
  upstream.sessions = fleet(3, { keepAlive: false });
  const viewer = await watch();
  await clock.pass(MINUTE);
  expect(upstream.calls.lastActivity).toBe(0);
  upstream.sessions = fleet(3);
  await clock.pass(5 * SECOND);
  expect(upstream.calls.lastActivity).toBe(3);
  await viewer.viewer.end();
  await clock.pass(10 * MINUTE);
  await feed.read();
  expect(upstream.calls.lastActivity).toBe(3);
  const leave = feed.attend({ pace: "heartbeat" });
  await clock.pass(MINUTE);
  expect(upstream.calls.lastActivity).toBeGreaterThan(3);
  leave();
  expect(clock.size).toBe(0);
});

for (const [name, pace] of Object.entries({ engine: ENGINE_PACE, browserbase: BROWSERBASE_PACE })) {
  test(`${name}: all requests together stay within the budget, and no list waits for a log`, async () => {
    const { clock, upstream, watch } = setUp({ pace });
    upstream.sessions = fleet(500);
    await watch();
    const history: number[] = [];
    const busy = { lists: 0 };
    for (let second = 0; second < 300; second += 1) {
      // The second minute and the third are busy: a session starts each second.
      if (second >= 60 && second < 180) upstream.sessions = [...upstream.sessions, session({ id: `new ${second}` })];
      const before = upstream.calls.listLive;
      await clock.pass(SECOND);
      if (second >= 70 && second < 180) busy.lists += upstream.calls.listLive - before;
      history.push(asked(upstream));
    }
    const inEachMinute = history.slice(60).map((total, index) => total - (history[index] ?? 0));
    expect(Math.max(...inEachMinute)).toBeLessThanOrEqual(pace.requestsPerMinute);
    expect(busy.lists).toBeGreaterThanOrEqual(((110 * SECOND) / pace.busyMs) * 0.9);
    expect(upstream.calls.lastActivity).toBeGreaterThan(5 * logsPerMinute(pace, "busy") * 0.7);
  });
}

test("fifty sessions are all known within the promised time", async () => {
  const { clock, upstream, watch } = setUp({ pace: BROWSERBASE_PACE });
  upstream.sessions = fleet(50);
  await watch();
  await clock.pass((50 * MINUTE) / logsPerMinute(BROWSERBASE_PACE, "quiet") + MINUTE);
  expect(new Set(upstream.read).size).toBe(50);
});

test("a log that is switched off is said to be so, and seldom asked for again", async () => {
  const { clock, upstream, watch } = setUp();
  upstream.sessions = fleet(1);
  upstream.logFailure = new AppError("not_found", "no log");
  const viewer = await watch();
  await clock.pass(9 * MINUTE);
  expect(upstream.calls.lastActivity).toBe(1);
  expect(viewer.picture?.sessions).toMatchObject([
    { activity: { checkedAt: null, problem: "There is no CDP log of it. It may be switched off." } },
  ]);
  upstream.logFailure = undefined;
  await clock.pass(2 * MINUTE);
  expect(viewer.picture?.sessions[0]?.activity?.problem).toBeUndefined();
  expect(viewer.picture?.sessions[0]?.activity?.checkedAt).toBeGreaterThan(0);
});

test("a log that fails is left alone longer and longer, keeps what was known, and is reported once", async () => {
  const { clock, upstream, failures, watch } = setUp();
  upstream.sessions = fleet(1);
  upstream.logs.set("s0", { firstAt: 1, lastAt: 7, silences: [] });
  const viewer = await watch();
  await clock.pass(5 * SECOND);
  const known = viewer.picture?.sessions[0]?.activity;
  upstream.logFailure = new AppError("upstream_unavailable", "down");
  const before = upstream.calls.lastActivity;
  await clock.pass(8 * MINUTE);
  expect(upstream.calls.lastActivity - before).toBe(4);
  expect(viewer.picture?.sessions[0]?.activity).toEqual(known);
  expect(failures).toHaveLength(1);
});

test("when upstream asks for patience nothing is asked, of whatever session, until then", async () => {
  const { clock, upstream, watch } = setUp();
  upstream.sessions = fleet(5);
  upstream.logFailure = new AppError("rate_limited", "slow down", { retryAfterSeconds: 90 });
  await watch();
  const lists = upstream.calls.listLive;
  await clock.pass(89 * SECOND);
  expect(upstream.calls.lastActivity).toBe(1);
  expect(upstream.calls.listLive).toBe(lists);
  upstream.logFailure = undefined;
  await clock.pass(10 * SECOND);
  expect(new Set(upstream.read).size).toBe(5);
});

test("logs that tell of nothing new do not make the feed hurry", async () => {
  const { clock, upstream, watch } = setUp({ pace: BROWSERBASE_PACE });
  upstream.sessions = fleet(20);
  await watch();
  await clock.pass(2 * MINUTE);
  const before = upstream.calls.listLive;
  await clock.pass(MINUTE);
  expect(upstream.calls.listLive - before).toBe(12);
});

test("without a viewer upstream is asked at the heartbeat, and at once at full pace while releases are open", async () => {
  const { clock, upstream, feed } = setUp({ pace: BROWSERBASE_PACE });
  upstream.sessions = fleet(1, { keepAlive: false });
  const leave = feed.attend({ pace: "heartbeat" });
  await clock.pass(5 * MINUTE);
  const listsIn = async (ms: number) => {
    const before = upstream.calls.listLive;
    await clock.pass(ms);
    return upstream.calls.listLive - before;
  };
  expect(await listsIn(5 * MINUTE)).toBe(10);
  const settle = feed.attend({ pace: "busy" });
  expect(await listsIn(20 * SECOND)).toBeGreaterThanOrEqual(10);
  settle();
  await clock.pass(MINUTE);
  expect(await listsIn(5 * MINUTE)).toBe(10);
  leave();
});

test("whoever opens a page while only rules are kept sees upstream as it is now", async () => {
  const { clock, upstream, feed } = setUp({ pace: BROWSERBASE_PACE });
  feed.attend({ pace: "heartbeat" });
  await clock.pass(MINUTE + 20 * SECOND);
  upstream.sessions = fleet(1);
  expect((await feed.read()).sessions).toHaveLength(1);
});
