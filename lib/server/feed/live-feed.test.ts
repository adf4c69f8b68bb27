import { expect, test } from "@playwright/test";
import { ENDED_VISIBLE_MS, NO_OWN_FACTS, type OwnFacts } from "@/lib/api/snapshot";
import { RELEASING } from "@/lib/domain/testing/releasing";
import { throughSleep } from "@/lib/domain/through-sleep";
import { AppError } from "@/lib/server/errors";
import { deferred } from "./testing/deferred";
import { settled } from "./testing/fake-schedule";
import { FakeUpstream } from "./testing/fake-upstream";
import { session } from "./testing/session";
import { testFeed } from "./testing/test-feed";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const EMPTY_LIST = { value: { sessions: [], unreadableIds: [] }, clockSamples: [] };

/** A source on a clock that the test moves. Waiting for it never ends, so only upstream lets a read go on. */
function setUp({ wait = () => new Promise<void>(() => undefined) } = {}) {
  const clock = { now: 1_000_000 };
  const upstream = new FakeUpstream();
  const projects: number[] = [];
  const failures: unknown[] = [];
  const source = testFeed({
    upstream,
    now: () => clock.now,
    wait,
    onProject: (facts) => projects.push(facts.defaultTimeoutSeconds),
    onFailure: (error) => failures.push(error),
  });
  const readAfter = (ms: number) => {
    clock.now += ms;
    return source.read();
  };
  return { clock, upstream, source, projects, failures, readAfter };
}

test.describe("asking upstream", () => {
  test("any number of readers at once cost one request, and one a second later", async () => {
    const { upstream, source, readAfter } = setUp();
    await Promise.all(Array.from({ length: 500 }, () => source.read()));
    await readAfter(SECOND - 1);
    expect(upstream.calls.listLive).toBe(1);
    await readAfter(1);
    expect(upstream.calls.listLive).toBe(2);
  });

  test("a request that is still on its way is not joined by a second", async () => {
    const { clock, upstream, source } = setUp();
    const { promise, resolve } = deferred();
    upstream.gate = promise;
    const first = source.read();
    clock.now += MINUTE;
    const second = source.read();
    resolve();
    await Promise.all([first, second]);
    expect(upstream.calls.listLive).toBe(1);
  });

  test("our own change makes the next read ask again, even when it came while a request was on its way", async () => {
    const { upstream, source } = setUp();
    const { promise, resolve } = deferred();
    upstream.gate = promise;
    const first = source.read();
    source.learn(session());
    upstream.sessions = [session()];
    resolve();
    expect((await first).sessions).toHaveLength(1);
    await source.read();
    expect(upstream.calls.listLive).toBe(2);
  });

  test("a session that was created while a list without it was on its way is not lost", async () => {
    const { upstream, source } = setUp();
    const { promise, resolve } = deferred();
    upstream.listLive = () => promise.then(() => EMPTY_LIST);
    const first = source.read();
    upstream.sessions = [session()];
    source.learn(session());
    resolve();
    expect((await first).sessions).toMatchObject([{ id: "a", status: "RUNNING" }]);
  });

  test("the engine's project is asked for twice a minute, or when its facts were changed", async () => {
    const { upstream, source, projects, readAfter } = setUp();
    for (let second = 0; second < 60; second++) await readAfter(SECOND);
    expect(upstream.calls.retrieveProject).toBe(2);
    source.expireProject();
    await source.read();
    expect(projects).toEqual([900, 900, 900]);
  });
});

test.describe("failures", () => {
  const down = new AppError("upstream_unavailable", "The engine cannot be reached.");

  test("the last good list stays, with since when and why it is stale", async () => {
    const { clock, upstream, source, readAfter } = setUp();
    upstream.sessions = [session()];
    await source.read();
    upstream.failure = down;
    const asOf = clock.now;
    await readAfter(SECOND);
    const picture = await readAfter(5 * SECOND);
    expect(picture.sessions).toHaveLength(1);
    expect(picture.asOf).toBe(asOf);
    expect(picture.failure).toEqual({ since: asOf + SECOND, code: down.code, message: down.message });
  });

  test("requests are spaced out, up to a minute, and the first success ends it", async () => {
    const { upstream, source, readAfter } = setUp();
    upstream.failure = down;
    await source.read();
    for (const waitSeconds of [2, 4, 8, 16, 32, 60, 60]) {
      const before = upstream.calls.listLive;
      await readAfter(waitSeconds * SECOND - 1);
      expect(upstream.calls.listLive).toBe(before);
      await readAfter(1);
      expect(upstream.calls.listLive).toBe(before + 1);
    }
    upstream.failure = undefined;
    expect((await readAfter(60 * SECOND)).failure).toBeNull();
    const before = upstream.calls.listLive;
    await readAfter(SECOND);
    expect(upstream.calls.listLive).toBe(before + 1);
  });

  test("Retry-After is honoured, and our own changes do not cut it short", async () => {
    const { upstream, source, readAfter } = setUp();
    upstream.failure = new AppError("rate_limited", "Too many requests.", { retryAfterSeconds: 45 });
    await source.read();
    source.expire();
    await readAfter(45 * SECOND - 1);
    expect(upstream.calls.listLive).toBe(1);
    await readAfter(1);
    expect(upstream.calls.listLive).toBe(2);
  });

  const tooMany = (retryAfterSeconds?: number) =>
    new AppError("rate_limited", "Too many requests.", { retryAfterSeconds });

  test("Retry-After is not cut short by an answer to a request of our own either", async () => {
    const { upstream, source, readAfter } = setUp();
    upstream.failure = tooMany(45);
    await source.read();
    upstream.failure = undefined;
    source.learn(session());
    await readAfter(45 * SECOND - 1);
    expect(upstream.calls.listLive).toBe(1);
    await readAfter(1);
    expect(upstream.calls.listLive).toBe(2);
  });

  const REFUSED: Record<string, { by: "retrieveSession" | "retrieveProject"; error: AppError; heldSeconds: number }> = {
    "a look-up": { by: "retrieveSession", error: tooMany(20), heldSeconds: 20 },
    "a look-up, without a word of how long,": { by: "retrieveSession", error: tooMany(), heldSeconds: 5 },
    "the project's facts": { by: "retrieveProject", error: tooMany(60), heldSeconds: 60 },
  };
  for (const [what, { by, error, heldSeconds }] of Object.entries(REFUSED)) {
    test(`when ${what} is refused with 429 nothing is asked for until then, whatever we do meanwhile`, async () => {
      const { upstream, source, readAfter } = setUp();
      upstream.sessions = [session()];
      await source.read();
      upstream.sessions = [];
      upstream[by] = (): Promise<never> => Promise.reject(error);
      source.expireProject();
      await source.read();
      Reflect.deleteProperty(upstream, by);
      const before = { ...upstream.calls };
      source.expireProject();
      source.learn(session({ id: "b" }));
      await readAfter(heldSeconds * SECOND - 1);
      expect(upstream.calls).toEqual(before);
      await readAfter(1);
      expect(upstream.calls.listLive).toBe(before.listLive + 1);
      expect(upstream.calls.retrieveProject).toBe(before.retrieveProject + 1);
    });
  }

  test("an answer to our own request shows that upstream is back", async () => {
    const { upstream, source } = setUp();
    upstream.failure = down;
    await source.read();
    upstream.failure = undefined;
    source.learn(session());
    expect((await source.read()).failure).toBeNull();
  });

  test("a page is not kept waiting by an upstream that hangs", async () => {
    const { upstream, source } = setUp({ wait: () => Promise.resolve() });
    upstream.gate = new Promise(() => undefined);
    const picture = await source.read();
    expect(picture).toMatchObject({ asOf: null, sessions: [], failure: { code: "upstream_unavailable" } });
  });
});

test.describe("sessions that leave the list", () => {
  test("are looked up once, and stay visible for a while with how they ended", async () => {
    const { upstream, source, readAfter } = setUp();
    upstream.sessions = [session()];
    await source.read();
    upstream.sessions = [session({ status: "TIMED_OUT", endedAt: 7 })];
    expect((await readAfter(SECOND)).sessions).toMatchObject([{ status: "TIMED_OUT", endedAt: 7 }]);
    expect((await readAfter(ENDED_VISIBLE_MS)).sessions).toHaveLength(1);
    expect((await readAfter(1)).sessions).toHaveLength(0);
    expect(upstream.calls.retrieveSession).toBe(1);
  });

  test("stay as they were while the look-up fails, and are looked up again", async () => {
    const { upstream, source, readAfter } = setUp();
    upstream.sessions = [session()];
    await source.read();
    upstream.sessions = [];
    const retrieve = upstream.retrieveSession;
    upstream.retrieveSession = () => Promise.reject(new AppError("upstream_unavailable", "down"));
    expect((await readAfter(SECOND)).sessions).toMatchObject([{ status: "RUNNING" }]);
    upstream.retrieveSession = retrieve;
    expect((await readAfter(SECOND)).sessions).toMatchObject([{ status: "ERROR" }]);
  });

  test("end as not known how when five look-ups in a row fail, and are logged once", async () => {
    const { clock, upstream, source, failures, readAfter } = setUp();
    upstream.sessions = [session()];
    await source.read();
    upstream.sessions = [];
    upstream.retrieveSession = () => Promise.reject(new AppError("upstream_unavailable", "down"));
    const missingSince = clock.now + SECOND;
    for (let lookUp = 1; lookUp < 5; lookUp++) {
      expect((await readAfter(SECOND)).sessions).toMatchObject([{ status: "RUNNING" }]);
    }
    expect((await readAfter(SECOND)).sessions).toMatchObject([{ status: "ERROR", endedAt: missingSince }]);
    expect(failures).toMatchObject([{ code: "upstream_unavailable", message: /^Session a left the list/ }]);
  });

  test("do not end by one answer about them that cannot be read", async () => {
    const { upstream, source, readAfter } = setUp();
    upstream.sessions = [session()];
    await source.read();
    upstream.sessions = [];
    upstream.retrieveSession = () => Promise.reject(new AppError("upstream_unreadable", "what?"));
    for (let lookUp = 1; lookUp < 5; lookUp++) {
      expect((await readAfter(SECOND)).sessions).toMatchObject([{ status: "RUNNING" }]);
    }
    expect((await readAfter(SECOND)).sessions).toMatchObject([{ status: "ERROR" }]);
  });

  test("have not ended when a later list has them again and nobody had said that they did", async () => {
    const { upstream, source, readAfter } = setUp();
    upstream.sessions = [session(), session({ id: "b" })];
    await source.read();
    upstream.sessions = [session({ status: "COMPLETED", endedAt: 1 })];
    const ended = [{ status: "COMPLETED" }, { status: "ERROR", isEndInferred: true }];
    expect((await readAfter(SECOND)).sessions).toMatchObject(ended);
    upstream.sessions = [session(), session({ id: "b" })];
    expect((await readAfter(SECOND)).sessions).toMatchObject([{ status: "COMPLETED" }, session({ id: "b" })]);
    expect(source.look().sessions[1]).not.toHaveProperty("isEndInferred");
  });

  test("stay ended when the list that has them was asked for before, and end as upstream then says", async () => {
    const { clock, upstream, source, readAfter } = setUp();
    upstream.sessions = [session()];
    await source.read();
    upstream.sessions = [];
    const lookUp = deferred();
    upstream.retrieveSession = async () => {
      await lookUp.promise;
      throw new AppError("not_found", "forgotten");
    };
    void readAfter(SECOND);
    await settled();
    const list = deferred();
    upstream.gate = list.promise;
    upstream.sessions = [session()];
    const late = readAfter(SECOND);
    clock.now += 1;
    lookUp.resolve();
    await settled();
    list.resolve();
    expect((await late).sessions).toMatchObject([{ status: "ERROR" }]);
    expect(source.learn(session({ status: "TIMED_OUT", endedAt: 5 }))).toMatchObject({ status: "TIMED_OUT" });
  });

  test("do not end because upstream asks to slow down", async () => {
    const { upstream, source, readAfter } = setUp();
    upstream.sessions = [session()];
    await source.read();
    upstream.sessions = [];
    upstream.retrieveSession = () => Promise.reject(new AppError("rate_limited", "slow", { retryAfterSeconds: 10 }));
    for (let lookUp = 0; lookUp < 9; lookUp++) await readAfter(10 * SECOND);
    expect((await source.read()).sessions).toMatchObject([{ status: "RUNNING" }]);
  });

  test("do not end while the list itself fails, and only look-ups in a row count", async () => {
    const { upstream, source, readAfter } = setUp();
    const retrieve = upstream.retrieveSession;
    const fail = () => Promise.reject(new AppError("upstream_unavailable", "down"));
    const list = upstream.listLive;
    upstream.sessions = [session()];
    await source.read();
    upstream.listLive = async () => EMPTY_LIST;
    upstream.retrieveSession = fail;
    for (let lookUp = 0; lookUp < 4; lookUp++) await readAfter(SECOND);
    upstream.retrieveSession = retrieve;
    await readAfter(SECOND);
    upstream.retrieveSession = fail;
    for (let lookUp = 0; lookUp < 4; lookUp++) await readAfter(SECOND);
    upstream.listLive = fail;
    for (let ask = 0; ask < 4; ask++) await readAfter(MINUTE);
    upstream.listLive = list;
    expect((await readAfter(MINUTE)).sessions).toMatchObject([{ status: "RUNNING" }]);
  });

  test("are not kept waiting by ten whose look-ups fail", async () => {
    const { upstream, source, readAfter } = setUp();
    upstream.sessions = Array.from({ length: 12 }, (_, index) => session({ id: `s${index}` }));
    await source.read();
    upstream.sessions = [];
    upstream.retrieveSession = (id) =>
      Promise.reject(new AppError(["s10", "s11"].includes(id) ? "not_found" : "upstream_unavailable", "failed"));
    await readAfter(SECOND);
    const { sessions } = await readAfter(SECOND);
    expect(sessions.filter(({ status }) => status === "ERROR").map(({ id }) => id)).toEqual(["s10", "s11"]);
  });

  test("stay live when the list was wrong", async () => {
    const { upstream, source, readAfter } = setUp();
    upstream.sessions = [session()];
    await source.read();
    const list = upstream.listLive;
    upstream.listLive = async () => EMPTY_LIST;
    expect((await readAfter(SECOND)).sessions).toMatchObject([{ status: "RUNNING" }]);
    upstream.listLive = list;
    expect((await readAfter(SECOND)).sessions).toMatchObject([{ status: "RUNNING" }]);
  });

  test("are looked up ten at a time", async () => {
    const { upstream, source, readAfter } = setUp();
    upstream.sessions = Array.from({ length: 22 }, (_, index) => session({ id: `s${index}` }));
    await source.read();
    upstream.sessions = [];
    await readAfter(SECOND);
    expect(upstream.calls.retrieveSession).toBe(10);
    await readAfter(SECOND);
    expect(upstream.calls.retrieveSession).toBeLessThanOrEqual(20);
    for (let second = 0; second < 10; second += 1) await readAfter(SECOND);
    expect(upstream.calls.retrieveSession).toBe(22);
  });

  test("are no news when nobody looked for longer than they would have stayed", async () => {
    const { upstream, source, readAfter } = setUp();
    upstream.sessions = [session()];
    await source.read();
    upstream.sessions = [];
    expect((await readAfter(ENDED_VISIBLE_MS + 1)).sessions).toEqual([]);
    expect(upstream.calls.retrieveSession).toBe(0);
  });

  test("after a long silence are gone at the second list that lacks most of them, not at the first", async () => {
    const { clock, upstream, source, readAfter } = setUp();
    const all = ["a", "b", "c"].map((id) => session({ id, expiresAt: Number.MAX_SAFE_INTEGER }));
    upstream.sessions = all;
    const { asOf } = await source.read();
    const list = upstream.listLive;
    const second = deferred();
    upstream.listLive = async () => {
      upstream.listLive = (statuses) => second.promise.then(() => list.call(upstream, statuses));
      return EMPTY_LIST;
    };
    const read = readAfter(ENDED_VISIBLE_MS + 1);
    await settled();
    expect(source.look()).toMatchObject({ asOf, sessions: all });
    second.resolve();
    expect(await read).toMatchObject({ asOf: clock.now, sessions: all });
    upstream.listLive = list;
    const before = upstream.calls.listLive;
    upstream.sessions = all.slice(0, 1);
    expect((await readAfter(ENDED_VISIBLE_MS + 1)).sessions).toHaveLength(1);
    expect(upstream.calls.listLive - before).toBe(2);
    expect(upstream.calls.retrieveSession).toBe(0);
  });

  test("do not come back by an answer that was on its way when they ended", async () => {
    const { upstream, source } = setUp();
    upstream.sessions = [session()];
    await source.read();
    source.learn(session({ status: "COMPLETED", endedAt: 1 }));
    expect((await source.read()).sessions).toMatchObject([{ status: "COMPLETED" }]);
  });
});

test.describe("a release", () => {
  test("that answers late does not bring back a session that has ended", async () => {
    const { upstream, source, readAfter } = setUp();
    upstream.sessions = [session()];
    await source.read();
    source.note([["a", { release: RELEASING }]]);
    upstream.sessions = [session({ status: "COMPLETED", endedAt: 1 })];
    await readAfter(SECOND);
    source.note([["a", { release: RELEASING }]]);
    expect(source.learn(session())).toMatchObject({ status: "COMPLETED" });
  });

  test("marks the session, until it has ended and afterwards", async () => {
    const { upstream, source, readAfter } = setUp();
    upstream.sessions = [session()];
    source.note([["a", { release: RELEASING }]]);
    expect((await source.read()).sessions).toMatchObject([{ release: RELEASING }]);
    upstream.sessions = [session({ status: "COMPLETED", endedAt: 1 })];
    expect((await readAfter(SECOND)).sessions).toMatchObject([{ status: "COMPLETED" }]);
  });
});

test.describe("our own settings", () => {
  function setUpOwn() {
    const upstream = new FakeUpstream();
    const own = { defaultTimeoutSeconds: null, ownerKey: "team", usdPerHour: null };
    // Upstream never tells of its project.
    upstream.retrieveProject = () => new Promise(() => undefined);
    return { own, feed: testFeed({ upstream, readOwnFacts: async () => ({ ...own }) }) };
  }

  test("are in the first picture with a list, so that nobody takes whose sessions are for unknown", async () => {
    const { feed } = setUpOwn();
    const owners: (string | null)[] = [];
    feed.onPicture(({ asOf, ownerKey }) => asOf !== null && owners.push(ownerKey));
    void feed.read();
    await expect.poll(() => owners.length).toBeGreaterThan(0);
    expect(owners[0]).toBe("team");
  });

  test("are shown as they were changed, without asking upstream", async () => {
    const { own, feed } = setUpOwn();
    own.ownerKey = "squad";
    await feed.learnOwnFacts();
    expect(feed.look().ownerKey).toBe("squad");
  });

  test("are not as an earlier reading saw them that took longer", async () => {
    const answers: ((ownerKey: string) => void)[] = [];
    const readOwnFacts = () =>
      new Promise<OwnFacts>((resolve) => answers.push((ownerKey) => resolve({ ...NO_OWN_FACTS, ownerKey })));
    const feed = testFeed({ upstream: new FakeUpstream(), readOwnFacts });
    const readings = [feed.learnOwnFacts(), feed.learnOwnFacts()];
    answers[1]?.("squad");
    await readings[1];
    answers[0]?.("team");
    await readings[0];
    expect(feed.look().ownerKey).toBe("squad");
  });

  test("that could not be read are read again with the next list, and the last known ones stay", async () => {
    const own: { now: OwnFacts | undefined } = { now: undefined };
    const clock = { now: 0 };
    const upstream = new FakeUpstream();
    upstream.retrieveProject = () => new Promise(() => undefined);
    const feed = testFeed({ upstream, now: () => clock.now, readOwnFacts: async () => own.now });
    void feed.read();
    await expect.poll(() => feed.look().asOf).not.toBeNull();
    own.now = { ...NO_OWN_FACTS, ownerKey: "team" };
    clock.now += MINUTE;
    void feed.read();
    await expect.poll(() => feed.look().ownerKey).toBe("team");
    own.now = undefined;
    await feed.learnOwnFacts();
    expect(feed.look().ownerKey).toBe("team");
  });
});

test("while upstream fails the picture is as old as it is, and time as late, after the machine slept", async () => {
  const clock = { monotonic: 1_000_000, wall: 1_000_000 };
  const upstream = new FakeUpstream();
  const now = throughSleep(
    () => clock.monotonic,
    () => clock.wall,
  );
  const feed = testFeed({ upstream, now });
  upstream.sessions = [session()];
  const { asOf } = await feed.read();
  upstream.failure = new AppError("upstream_unavailable", "down");
  clock.wall += 10 * MINUTE;
  expect(await feed.read()).toMatchObject({
    now: 1_000_000 + 10 * MINUTE,
    asOf,
    failure: { code: "upstream_unavailable" },
  });
});

test("instants leave on upstream's clock", async () => {
  const { clock, upstream, source } = setUp();
  const ahead = 180_000;
  const stamped = clock.now + ahead;
  upstream.clockSamples = [{ sentAt: clock.now, receivedAt: clock.now, earliest: stamped, latest: stamped }];
  const { now, asOf } = await source.read();
  expect({ now, asOf }).toEqual({ now: stamped, asOf: stamped });
});
