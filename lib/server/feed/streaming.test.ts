import { expect, test } from "@playwright/test";
import type { Snapshot } from "@/lib/api/snapshot";
import { RELEASING } from "@/lib/domain/testing/releasing";
import { AppError } from "@/lib/server/errors";
import { BROWSERBASE_PACE, ENGINE_PACE, type FeedPace } from "./feed-pace";
import { deferred } from "./testing/deferred";
import { FakeSchedule, settled } from "./testing/fake-schedule";
import { FakeUpstream } from "./testing/fake-upstream";
import { ReadingViewer } from "./testing/reading-viewer";
import { session } from "./testing/session";
import { testFeed } from "./testing/test-feed";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

function setUp({ pace = ENGINE_PACE, epoch = "test" }: { pace?: FeedPace; epoch?: string } = {}) {
  const clock = new FakeSchedule();
  const upstream = new FakeUpstream();
  const feed = testFeed({ upstream, pace, epoch, now: () => clock.now, schedule: clock.schedule });
  const watch = async (after?: string, picture?: Snapshot) => {
    const viewer = new ReadingViewer(await feed.watch({ encoding: "identity", after }), picture);
    await settled();
    return viewer;
  };
  return { clock, upstream, feed, watch };
}

test.describe("asking", () => {
  test("goes on while somebody watches, however many they are, and stops with the last", async () => {
    const { clock, upstream, watch } = setUp();
    const viewers = await Promise.all(Array.from({ length: 50 }, () => watch()));
    await clock.pass(10 * SECOND);
    expect(upstream.calls.listLive).toBe(11);
    for (const { viewer } of viewers) await viewer.end();
    expect(clock.size).toBe(0);
    await clock.pass(MINUTE);
    expect(upstream.calls.listLive).toBe(11);
  });

  test("slows down when nothing happens, and hurries when a session changes or is about to end", async () => {
    const { clock, upstream, watch } = setUp({ pace: BROWSERBASE_PACE });
    upstream.sessions = [session({ expiresAt: Number.MAX_SAFE_INTEGER })];
    await watch();
    await clock.pass(MINUTE);
    const asksIn = async (ms: number) => {
      const before = upstream.calls.listLive;
      await clock.pass(ms);
      return upstream.calls.listLive - before;
    };
    expect(await asksIn(20 * SECOND)).toBe(4);
    upstream.sessions = [session({ expiresAt: clock.now + 2 * MINUTE })];
    await clock.pass(5 * SECOND);
    expect(await asksIn(20 * SECOND)).toBe(10);
    await clock.pass(25 * SECOND);
    expect(await asksIn(20 * SECOND)).toBe(4);
    await clock.pass(45 * SECOND);
    expect(await asksIn(10 * SECOND)).toBe(5);
  });

  test("never passes the budget of a minute, with sessions that start, end and are released all the time", async () => {
    const { clock, upstream, feed, watch } = setUp({ pace: BROWSERBASE_PACE });
    await watch();
    const asked = () => upstream.listed.length + upstream.calls.retrieveSession + upstream.calls.retrieveProject;
    const history: number[] = [];
    for (let second = 0; second < 300; second += 1) {
      upstream.sessions = Array.from({ length: 40 }, (_, index) =>
        session({ id: `s${second * 5 + index}`, status: index > 35 ? "PENDING" : "RUNNING" }),
      );
      if (second % 3 === 0) feed.expire();
      await clock.pass(SECOND);
      history.push(asked());
    }
    const inEachMinute = history.slice(60).map((total, index) => total - (history[index] ?? 0));
    expect(Math.max(...inEachMinute)).toBeLessThanOrEqual(60);
    // The list is not starved by look-ups.
    expect(upstream.calls.listLive).toBeGreaterThan(90);
  });

  test("looks at once after our own release, and everybody sees that it is on its way", async () => {
    const { clock, upstream, feed, watch } = setUp({ pace: BROWSERBASE_PACE });
    upstream.sessions = [session()];
    const viewer = await watch();
    feed.note([["a", { release: RELEASING }]]);
    await settled();
    expect(viewer.picture?.sessions).toMatchObject([{ release: RELEASING }]);
    upstream.sessions = [session({ status: "COMPLETED", endedAt: 1 })];
    feed.learn(session());
    await clock.pass(1);
    await settled();
    expect(viewer.picture?.sessions).toMatchObject([{ status: "COMPLETED" }]);
  });

  test("looks at once after our own act when it has asked as often as it may", async () => {
    const { clock, upstream, feed, watch } = setUp({ pace: BROWSERBASE_PACE });
    upstream.sessions = [session({ status: "PENDING" })];
    const viewer = await watch();
    // Something is about to happen all the time, which takes more lists than there are requests.
    await clock.pass(5 * MINUTE);
    for (let act = 0; act < 10; act += 1) {
      const id = `new ${act}`;
      upstream.sessions = [...upstream.sessions, session({ id, status: "PENDING" })];
      feed.expire();
      await clock.pass(1);
      expect(viewer.picture?.sessions.map((one) => one.id)).toContain(id);
      await clock.pass(6 * SECOND);
    }
  });

  test("is not held up by a look-up that hangs", async () => {
    const { clock, upstream, watch } = setUp();
    upstream.sessions = [session(), session({ id: "b" })];
    const viewer = await watch();
    upstream.retrieveSession = () => new Promise(() => undefined);
    upstream.sessions = [session()];
    await clock.pass(SECOND);
    upstream.sessions = [session(), session({ id: "c" })];
    await clock.pass(SECOND);
    expect(viewer.picture?.sessions.map(({ id }) => id)).toEqual(["a", "b", "c"]);
  });
});

test.describe("a stream", () => {
  test("says at each look that the picture still holds, and each ten seconds when nobody may look", async () => {
    const { clock, upstream, watch } = setUp();
    const viewer = await watch();
    await clock.pass(5 * SECOND);
    expect(viewer.events.map(({ event }) => event)).toEqual(["snapshot", ...Array(5).fill("heartbeat")]);
    upstream.failure = new AppError("rate_limited", "Too many requests.", { retryAfterSeconds: 120 });
    await clock.pass(SECOND);
    expect(viewer.picture?.failure).toMatchObject({ code: "rate_limited" });
    const before = viewer.events.length;
    await clock.pass(MINUTE);
    expect(viewer.events.slice(before).map(({ event }) => event)).toEqual(Array(6).fill("heartbeat"));
    expect((viewer.picture?.now ?? 0) - (viewer.picture?.asOf ?? 0)).toBeGreaterThan(MINUTE);
  });

  test("tells nothing new of a session that is as it was", async () => {
    const { clock, upstream, watch } = setUp();
    upstream.sessions = [session()];
    const viewer = await watch();
    upstream.sessions = [session()];
    await clock.pass(SECOND);
    expect(viewer.events.at(-1)?.event).toBe("heartbeat");
  });

  test("that was cut is taken up where it was: nothing is missing, nothing is there twice", async () => {
    const { clock, upstream, watch } = setUp();
    upstream.sessions = [session(), session({ id: "b" })];
    const before = await watch();
    const steady = await watch();
    before.viewer.end();
    upstream.sessions = [session({ id: "b" }), session({ id: "c" })];
    await clock.pass(3 * SECOND);
    const after = await watch(before.lastId, before.picture);
    expect(after.events.map(({ event }) => event)).toEqual(["delta"]);
    expect(after.picture?.sessions).toMatchObject([{ id: "a", status: "ERROR" }, { id: "b" }, { id: "c" }]);
    expect(after.picture).toEqual(steady.picture);
  });

  test("of a server that was started anew begins with the whole picture", async () => {
    const first = setUp({ epoch: "before" });
    first.upstream.sessions = [session()];
    const { lastId } = await first.watch();
    const second = setUp({ epoch: "after" });
    second.upstream.sessions = [session()];
    const viewer = await second.watch(lastId);
    expect(viewer.events[0]?.event).toBe("snapshot");
    expect(viewer.picture?.sessions).toHaveLength(1);
  });

  test("that nobody reads is broken off, and taken up again without the whole picture", async () => {
    const { clock, upstream, feed, watch } = setUp();
    const sessions = (round: number) =>
      Array.from({ length: 1_000 }, (_, index) => session({ id: `s${index}`, userMetadata: { round } }));
    upstream.sessions = sessions(0);
    const reading = await watch();
    const { lastId } = reading;
    const slow = await feed.watch({ encoding: "identity" });
    for (let round = 1; !slow.signal.aborted && round < 50; round += 1) {
      upstream.sessions = sessions(round);
      await clock.pass(SECOND);
    }
    expect(slow.signal.aborted).toBe(true);
    expect(await new ReadingViewer(slow).over).toMatchObject({ name: "AbortError" });
    expect(reading.viewer.signal.aborted).toBe(false);
    const back = await watch(lastId);
    expect(back.events[0]).toMatchObject({ event: "delta", data: { changed: { length: 1_000 } } });
  });

  test("begins at once while others watch what is recent, and so does a page, though upstream hangs", async () => {
    const { clock, upstream, feed, watch } = setUp();
    upstream.sessions = [session()];
    await watch();
    const answer = deferred();
    upstream.gate = answer.promise;
    await clock.pass(5 * SECOND);
    // Nothing else ends a wait here.
    const page = within(feed.read());
    const stream = within(feed.watch({ encoding: "identity" }));
    expect(await page).toMatchObject({ sessions: [{ id: "a" }] });
    expect(await stream).toBeDefined();
    feed.learn(session({ id: "b" }));
    expect(await within(feed.read())).toBeUndefined();
    answer.resolve();
  });

  for (const leaves of [false, true]) {
    test(`tells how sessions ended while upstream wanted to be left alone for minutes${leaves ? ", also to who comes just after the last one left" : ""}`, async () => {
      const { clock, upstream, watch } = setUp();
      upstream.sessions = [session(), session({ id: "b" })];
      let viewer = await watch();
      upstream.failure = new AppError("rate_limited", "Too many requests.", { retryAfterSeconds: 180 });
      await clock.pass(SECOND);
      expect(viewer.picture?.failure).toMatchObject({ code: "rate_limited" });
      upstream.failure = undefined;
      upstream.sessions = [session({ status: "TIMED_OUT", endedAt: 7 }), session({ id: "b" })];
      await clock.pass(170 * SECOND);
      if (leaves) {
        viewer.viewer.end();
        viewer = await watch();
      }
      await clock.pass(11 * SECOND);
      expect(viewer.picture?.sessions).toMatchObject([{ id: "a", status: "TIMED_OUT", endedAt: 7 }, { id: "b" }]);
    });
  }

  test("tells nothing of what ended while the machine slept for longer than ends are shown", async () => {
    const { clock, upstream, watch } = setUp();
    upstream.sessions = [session(), session({ id: "b" })];
    const viewer = await watch();
    upstream.sessions = [session({ status: "TIMED_OUT", endedAt: 7 }), session({ id: "b" })];
    clock.now += 10 * MINUTE;
    await clock.pass(5 * SECOND);
    expect(viewer.picture?.sessions).toMatchObject([{ id: "b" }]);
    expect(upstream.calls.retrieveSession).toBe(0);
  });

  test("waits for upstream when what others watch is old", async () => {
    const { clock, upstream, feed, watch } = setUp();
    await watch();
    const answer = deferred();
    upstream.gate = answer.promise;
    await clock.pass(31 * SECOND);
    expect(await within(feed.read())).toBeUndefined();
    answer.resolve();
  });

  test("ends when the server does", async () => {
    const { clock, feed, watch } = setUp();
    const viewer = await watch();
    await feed.stop();
    expect(await viewer.over).toBeUndefined();
    expect(clock.size).toBe(0);
    expect((await watch()).viewer.signal.aborted).toBe(true);
  });
});

test.describe("more endings than can be looked up", () => {
  function setUpFleet(count: number) {
    const world = setUp({ pace: BROWSERBASE_PACE });
    const all = Array.from({ length: count }, (_, index) =>
      session({ id: `s${index}`, keepAlive: false, expiresAt: Number.MAX_SAFE_INTEGER }),
    );
    world.upstream.sessions = all;
    const end = (from: number, to = from + 1) => {
      world.upstream.sessions = world.upstream.sessions.map((one, index) =>
        index >= from && index < to ? { ...one, status: "COMPLETED", endedAt: 1 } : one,
      );
    };
    return { ...world, end };
  }

  const count = ({ picture }: ReadingViewer, ...statuses: string[]) =>
    picture?.sessions.filter(({ status }) => statuses.includes(status)).length;

  test("are over after some lists, each is shown as that, and a list that is empty once ends nothing", async () => {
    const { clock, upstream, watch, end } = setUpFleet(500);
    const viewer = await watch();
    const list = upstream.listLive;
    upstream.listLive = async () => ({ value: { sessions: [], unreadableIds: [] }, clockSamples: [] });
    await clock.pass(2 * SECOND);
    expect(count(viewer, "RUNNING")).toBe(500);
    upstream.listLive = list;
    await clock.pass(10 * SECOND);
    expect(count(viewer, "RUNNING")).toBe(500);
    end(300, 500);
    await clock.pass(2 * SECOND);
    expect(count(viewer, "RUNNING")).toBeGreaterThan(480);
    await clock.pass(8 * SECOND);
    expect(count(viewer, "RUNNING")).toBe(300);
    expect(count(viewer, "ERROR", "COMPLETED")).toBe(200);
    // How they ended is asked for as long as they are shown.
    await clock.pass(MINUTE);
    expect(count(viewer, "COMPLETED")).toBeGreaterThan(15);
    await clock.pass(5 * MINUTE);
    expect(viewer.picture?.sessions).toHaveLength(300);
  });

  test("are fewer on Browserbase than ten a minute: of each of those it is known how it ended", async () => {
    const { clock, upstream, watch, end } = setUpFleet(100);
    const viewer = await watch();
    await clock.pass(MINUTE);
    for (let ended = 0; ended < 50; ended += 1) {
      end(ended);
      await clock.pass(6 * SECOND);
      expect(count(viewer, "ERROR")).toBe(0);
    }
    expect(count(viewer, "RUNNING")).toBe(50);
    expect(upstream.calls.retrieveSession).toBe(50);
  });
});

/** What comes of it without waiting for anybody. */
function within<Value>(promise: Promise<Value>): Promise<Value | undefined> {
  return Promise.race([promise, settled().then(() => undefined)]);
}
