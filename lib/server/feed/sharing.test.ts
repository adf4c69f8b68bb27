import { expect, test } from "@playwright/test";
import { ENDED_VISIBLE_MS, type Snapshot } from "@/lib/api/snapshot";
import type { Session } from "@/lib/domain/session";
import { isReleasing } from "@/lib/domain/session";
import { AppError } from "@/lib/server/errors";
import { BROWSERBASE_PACE, ENGINE_PACE, type FeedPace } from "./feed-pace";
import { FakeSchedule, settled } from "./testing/fake-schedule";
import { FakeUpstream } from "./testing/fake-upstream";
import { MemoryShare } from "./testing/memory-share";
import { ReadingViewer } from "./testing/reading-viewer";
import { session } from "./testing/session";
import { testFeed } from "./testing/test-feed";

const SECOND = 1_000;

/** Two servers of which each has a viewer; the first came first. */
async function setUp(pace = ENGINE_PACE) {
  const clock = new FakeSchedule();
  const share = new MemoryShare(() => clock.now);
  const failures: unknown[] = [];
  const one = await startServer("one", { clock, share, failures, pace });
  const two = await startServer("two", { clock, share, failures, pace });
  const list = (...sessions: Session[]) => {
    for (const { upstream } of [one, two]) upstream.sessions = sessions;
  };
  return { clock, share, one, two, list, failures };
}

type World = { clock: FakeSchedule; share: MemoryShare; failures: unknown[]; pace?: FeedPace };

function openFeed(name: string, upstream: FakeUpstream, { clock, share, failures, pace = ENGINE_PACE }: World) {
  return testFeed({
    pace,
    upstream,
    readOwnFacts: async () => ({ defaultTimeoutSeconds: null, ownerKey: share.ownerKey, usdPerHour: null }),
    epoch: name,
    share: share.of(name),
    now: () => clock.now,
    schedule: clock.schedule,
    onFailure: (error) => failures.push(error),
  });
}

async function startServer(name: string, world: World) {
  const upstream = new FakeUpstream();
  const feed = openFeed(name, upstream, world);
  const viewer = new ReadingViewer(await feed.watch({ encoding: "identity" }));
  await settled();
  return { upstream, feed, viewer, states: () => states(viewer) };
}

function states({ picture }: ReadingViewer): string[] | undefined {
  return picture?.sessions
    .map((session) => `${session.id} ${isReleasing(session) ? "releasing" : session.status}`)
    .sort();
}

test("one server asks, and the viewers of both see the same within a second", async () => {
  const { clock, one, two, list } = await setUp();
  list(session(), session({ id: "b" }));
  await clock.pass(2 * SECOND);
  expect(two.states()).toEqual(["a RUNNING", "b RUNNING"]);
  list(session({ status: "COMPLETED" }), session({ id: "b" }));
  await clock.pass(2 * SECOND);
  expect(one.states()).toEqual(["a COMPLETED", "b RUNNING"]);
  expect(two.states()).toEqual(one.states());
  expect(Object.values(two.upstream.calls)).toEqual([0, 0, 0, 0, 0]);
  expect(two.viewer.picture).toMatchObject({ project: { name: "Project" }, failure: null });
});

test("what was asked for at a server that does not ask is seen there at once, and everywhere soon", async () => {
  const { clock, one, two, list } = await setUp();
  list(session());
  await clock.pass(40 * SECOND);
  list(session(), session({ id: "new" }));
  two.feed.learn(session({ id: "new" }));
  await settled();
  expect(two.states()).toContain("new RUNNING");
  await clock.pass(2 * SECOND);
  expect(one.states()).toContain("new RUNNING");
  expect(two.viewer.events.flatMap(({ event, data }) => (event === "delta" ? data.removed : []))).toEqual([]);
});

test("a setting that was changed at one server is the other's too, a moment later", async () => {
  const { clock, share, one, two } = await setUp();
  await clock.pass(2 * SECOND);
  share.ownerKey = "squad";
  await two.feed.learnOwnFacts();
  await clock.pass(3 * SECOND);
  expect([one, two].map(({ feed }) => feed.look().ownerKey)).toEqual(["squad", "squad"]);
});

test("a session that only the other server's answer ever named goes when nobody else hears of it", async () => {
  const { clock, two, list } = await setUp();
  list(session());
  await clock.pass(2 * SECOND);
  two.feed.learn(session({ id: "short" }));
  await clock.pass(30 * SECOND);
  expect(two.states()).toEqual(["a RUNNING"]);
});

test("when the server that asks dies, the other misses whom that one knew", async () => {
  const { clock, share, one, two, list } = await setUp();
  list(session(), session({ id: "b" }));
  await clock.pass(2 * SECOND);
  one.viewer.viewer.end();
  share.holder = "dead";
  list(session({ status: "TIMED_OUT" }), session({ id: "b" }), session({ id: "c" }));
  await clock.pass(8 * SECOND);
  expect(share.holder).toBe("two");
  expect(two.states()).toEqual(["a TIMED_OUT", "b RUNNING", "c RUNNING"]);
});

test("a server whose last viewer left hands over at once", async () => {
  const { clock, share, one, two, list } = await setUp();
  await clock.pass(2 * SECOND);
  one.viewer.viewer.end();
  list(session());
  await clock.pass(2 * SECOND);
  expect(share.holder).toBe("two");
  expect(two.states()).toEqual(["a RUNNING"]);
  const asked = one.upstream.calls.listLive;
  await one.feed.read();
  expect(one.upstream.calls.listLive).toBe(asked);
});

test("while the database fails nobody asks and the picture grows old, and after that all goes on", async () => {
  const { clock, share, one, two, list, failures } = await setUp();
  list(session());
  await clock.pass(2 * SECOND);
  share.failure = new Error("down");
  await clock.pass(2 * SECOND);
  const asked = one.upstream.calls.listLive;
  await clock.pass(20 * SECOND);
  expect(one.upstream.calls.listLive).toBe(asked);
  expect(two.states()).toEqual(["a RUNNING"]);
  expect(failures).not.toEqual([]);
  share.failure = undefined;
  list(session(), session({ id: "b" }));
  await clock.pass(3 * SECOND);
  expect([one.states(), two.states()]).toEqual(Array(2).fill(["a RUNNING", "b RUNNING"]));
});

test("a query that hangs is given up, and the server goes on", async () => {
  const { clock, share, one, two, list, failures } = await setUp();
  list(session());
  await clock.pass(2 * SECOND);
  share.gate = new Promise(() => undefined);
  await clock.pass(SECOND);
  share.gate = undefined;
  list(session(), session({ id: "b" }));
  await clock.pass(10 * SECOND);
  expect([one.states(), two.states()]).toEqual(Array(2).fill(["a RUNNING", "b RUNNING"]));
  expect(failures.map(String)).toContain("Error: The database did not answer in time.");
});

test("a database that answers nothing at all is asked no more than a few times", async () => {
  const { clock, share, one } = await setUp();
  const before = share.claims;
  share.gate = new Promise(() => undefined);
  await clock.pass(120 * SECOND);
  // Three by each of the two servers.
  expect(share.claims - before).toBe(6);
  await one.feed.stop();
});

test.describe("a server that takes over", () => {
  const askedOf = ({ upstream }: { upstream: FakeUpstream }) =>
    upstream.listed.length +
    upstream.calls.retrieveSession +
    upstream.calls.retrieveProject +
    upstream.calls.lastActivity;

  const tooMany = new AppError("rate_limited", "Too many requests.", { retryAfterSeconds: 120 });
  for (const by of ["failure", "logFailure"] as const) {
    test(`leaves upstream alone for as long as the one before was asked to, by a ${by === "failure" ? "list" : "log"}`, async () => {
      const { clock, share, one, two, list } = await setUp();
      list(session());
      one.upstream[by] = tooMany;
      await clock.pass(5 * SECOND);
      one.viewer.viewer.end();
      await clock.pass(110 * SECOND);
      expect(share.holder).toBe("two");
      expect(askedOf(two)).toBe(0);
      await clock.pass(15 * SECOND);
      expect(askedOf(two)).toBeGreaterThan(0);
    });
  }

  test("goes on to wait where the one before was failing, each time twice as long", async () => {
    const { clock, one, two } = await setUp();
    const down = new AppError("upstream_unavailable", "down");
    for (const { upstream } of [one, two]) upstream.failure = down;
    // Asked at 0, then failing at 1, 3, 7 and 15: the next is due at 31.
    await clock.pass(16 * SECOND);
    expect(one.upstream.calls.listLive).toBe(5);
    one.viewer.viewer.end();
    await clock.pass(14 * SECOND);
    expect(askedOf(two)).toBe(0);
    await clock.pass(2 * SECOND);
    expect(two.upstream.calls.listLive).toBe(1);
    await clock.pass(29 * SECOND);
    expect(two.upstream.calls.listLive).toBe(1);
    two.upstream.failure = undefined;
    await clock.pass(4 * SECOND);
    expect(two.viewer.picture?.failure).toBeNull();
  });

  test("has no burst of its own, so that the budget holds for all servers together, whichever asks", async () => {
    const { clock, one, two } = await setUp(BROWSERBASE_PACE);
    const history: number[] = [];
    let asking = one;
    two.viewer.viewer.end();
    for (let second = 0; second < 180; second += 1) {
      if (second % 10 === 9) {
        asking.viewer.viewer.end();
        asking = asking === one ? two : one;
        asking.viewer = new ReadingViewer(await asking.feed.watch({ encoding: "identity" }));
      }
      for (const { upstream } of [one, two]) {
        upstream.sessions = Array.from({ length: 20 }, (_, index) => session({ id: `s${second * 3 + index}` }));
      }
      asking.feed.expire();
      await clock.pass(SECOND);
      history.push(askedOf(one) + askedOf(two));
    }
    const inEachMinute = history.slice(60).map((total, index) => total - (history[index] ?? 0));
    expect(Math.max(...inEachMinute)).toBeLessThanOrEqual(60);
    expect(Math.max(...inEachMinute)).toBeGreaterThan(30);
  });
});

test.describe("what was shared last before nobody looked for longer than ends are shown", () => {
  const FOREVER = Number.MAX_SAFE_INTEGER;

  /** A server whose last viewer has left, and what lives now; and a picture for each that was shown since. */
  async function setUpNight() {
    const clock = new FakeSchedule();
    const world: World = { clock, share: new MemoryShare(() => clock.now), failures: [] };
    const upstream = new FakeUpstream();
    const feed = openFeed("evening", upstream, world);
    upstream.sessions = ["a", "b", "c"].map((id) => session({ id, expiresAt: FOREVER }));
    await feed.read();
    upstream.sessions = [
      session({ id: "a", expiresAt: FOREVER }),
      session({ id: "b", status: "COMPLETED", endedAt: 7 }),
      session({ id: "c", expiresAt: FOREVER }),
    ];
    await clock.pass(SECOND);
    expect(idsOf(await feed.read())).toEqual(["a RUNNING", "b COMPLETED", "c RUNNING"]);
    await clock.pass(480 * 60 * SECOND);
    upstream.sessions = [session({ id: "c", expiresAt: FOREVER }), session({ id: "d", expiresAt: FOREVER })];
    return { ...world, upstream, feed };
  }

  const idsOf = ({ sessions }: Snapshot) => sessions.map(({ id, status }) => `${id} ${status}`).sort();

  for (const who of ["the same server", "a new process"]) {
    test(`is no news to ${who}`, async () => {
      const world = await setUpNight();
      const feed = who === "the same server" ? world.feed : openFeed("morning", world.upstream, world);
      const shown: Snapshot[] = [];
      feed.onPicture((snapshot) => shown.push(snapshot));
      const lookedUp = world.upstream.calls.retrieveSession;
      const viewer = new ReadingViewer(await feed.watch({ encoding: "identity" }));
      await world.clock.pass(30 * SECOND);
      expect(states(viewer)).toEqual(["c RUNNING", "d RUNNING"]);
      expect(world.upstream.calls.retrieveSession).toBe(lookedUp);
      // What had ended is not shown at all, and what had not is never called recent.
      expect(shown.flatMap(idsOf)).not.toContain("b COMPLETED");
      const old = shown.filter((snapshot) => idsOf(snapshot).includes("a RUNNING"));
      expect(old.filter(({ now, asOf }) => now - (asOf ?? now) < ENDED_VISIBLE_MS)).toEqual([]);
    });
  }

  test("is no news either when upstream fails at first", async () => {
    const { clock, upstream, feed } = await setUpNight();
    upstream.failure = new Error("down");
    const viewer = new ReadingViewer(await feed.watch({ encoding: "identity" }));
    await clock.pass(10 * SECOND);
    expect(viewer.picture?.failure).not.toBeNull();
    upstream.failure = undefined;
    const lookedUp = upstream.calls.retrieveSession;
    await clock.pass(20 * SECOND);
    expect(states(viewer)).toEqual(["c RUNNING", "d RUNNING"]);
    expect(upstream.calls.retrieveSession).toBe(lookedUp);
  });
});
