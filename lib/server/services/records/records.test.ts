import { test as base, expect } from "@playwright/test";
import { eq } from "drizzle-orm";
import { EMPTY_SNAPSHOT, type Snapshot } from "@/lib/api/snapshot";
import { session } from "@/lib/domain/testing/session";
import type { DatabaseConnection } from "@/lib/server/db/database";
import { sessionRecord } from "@/lib/server/db/schema";
import { DATABASE_TESTS } from "@/lib/server/db/testing/database-tests";
import type { ActivityCheck } from "@/lib/server/feed/activity-asker";
import { FakeSchedule, settled } from "@/lib/server/feed/testing/fake-schedule";
import { FakeUpstream } from "@/lib/server/feed/testing/fake-upstream";
import { testFeed } from "@/lib/server/feed/testing/test-feed";
import { pruneRecords } from "./prune-records";
import { RecordFollower } from "./record-follower";
import { restoreNotes } from "./restore-notes";
import { SessionRecorder } from "./session-recorder";
import { type SessionNews, writeRecords } from "./write-records";
import { writeWatched } from "./write-watched";

const NOW = Date.UTC(2026, 10, 24, 10);
const MINUTE = 60_000;
const ADA = { kind: "person" as const, id: "p1", name: "ada@example.com" };
const EMPTY: Snapshot = { ...EMPTY_SNAPSHOT, now: NOW, asOf: NOW };
const live = (part: Parameters<typeof session>[1] = {}) =>
  session("a", { keepAlive: true, startedAt: NOW, expiresAt: NOW + 60 * MINUTE, ...part });

for (const { kind, test } of DATABASE_TESTS) {
  test.describe(kind, () => {
    test("a session is remembered with its owner, its use and its end, which is final", async ({ database }) => {
      await writeRecords(database, [{ session: live({ owner: ADA }) }]);
      const activity = { checkedAt: NOW + 9, lastAt: NOW + 5, page: { title: "Shop", host: "shop.example" } };
      const log = { firstAt: NOW, lastAt: NOW + 5, silences: [[NOW, NOW + MINUTE] as [number, number]] };
      await writeRecords(database, [{ session: live({ activity }), log }]);
      expect(await rowOf(database)).toMatchObject({ owner: ADA, activity, silences: log.silences, endedAt: null });
      await writeRecords(database, [
        { session: live({ status: "COMPLETED", endedAt: NOW + 7 * MINUTE, userMetadata: { note: "a\u0000b" } }) },
      ]);
      await writeRecords(database, [{ session: live({ status: "ERROR", endedAt: NOW + 8 * MINUTE }) }]);
      expect(await rowOf(database)).toMatchObject({
        session: { id: "a", userMetadata: { note: "a\ufffdb" } },
        status: "COMPLETED",
        endedAt: new Date(NOW + 7 * MINUTE),
        owner: ADA,
        activity,
        silences: log.silences,
      });
      expect((await rowOf(database))?.session).not.toHaveProperty("activity");
    });

    test("an end that was inferred goes before neither a session that turned up again nor its real end", async ({
      database,
    }) => {
      const inferred = live({ status: "ERROR", endedAt: NOW + MINUTE, isEndInferred: true });
      await writeRecords(database, [{ session: live({ owner: ADA }) }]);
      await writeRecords(database, [{ session: inferred }]);
      await writeRecords(database, [{ session: live() }]);
      expect(await rowOf(database)).toMatchObject({ status: "RUNNING", endedAt: null, owner: ADA });
      await writeRecords(database, [{ session: inferred }]);
      await writeRecords(database, [{ session: live({ status: "TIMED_OUT", endedAt: NOW + 9 * MINUTE }) }]);
      await writeRecords(database, [{ session: live() }]);
      expect(await rowOf(database)).toMatchObject({ status: "TIMED_OUT", endedAt: new Date(NOW + 9 * MINUTE) });
    });

    test("that somebody watched it stays whoever writes what", async ({ database }) => {
      await writeWatched(database, live(), NOW + 3);
      await writeRecords(database, [{ session: live({ activity: { checkedAt: NOW, lastAt: null, watchedAt: 1 } }) }]);
      expect((await rowOf(database))?.activity).toEqual({ checkedAt: NOW, lastAt: null, watchedAt: NOW + 3 });
      await writeWatched(database, live(), NOW + 2);
      expect((await rowOf(database))?.activity).toMatchObject({ checkedAt: NOW, watchedAt: NOW + 3 });
      await writeWatched(database, live(), NOW + 4);
      expect((await rowOf(database))?.activity).toMatchObject({ checkedAt: NOW, watchedAt: NOW + 4 });
    });

    test("after a restart the feed knows again whose a session is and how it was used, but not of those long gone", async ({
      database,
    }) => {
      const activity = { checkedAt: NOW + 9, lastAt: NOW + 5 };
      await writeRecords(database, [
        { session: live({ owner: ADA, activity }) },
        { session: { ...live({ owner: ADA }), id: "ended", status: "COMPLETED", endedAt: NOW } },
        { session: { ...live({ owner: ADA }), id: "old", startedAt: NOW - 8 * 60 * MINUTE } },
      ]);
      const upstream = new FakeUpstream();
      const feed = testFeed({ upstream, now: () => NOW + 10 });
      await restoreNotes(database, feed, NOW + 10);
      upstream.sessions = [live(), { ...live(), id: "old" }];
      const { sessions } = await feed.read();
      expect(sessions).toMatchObject([{ id: "a", owner: ADA, activity }, { id: "old" }]);
      expect(sessions[1]?.owner).toBeUndefined();
    });

    test("another server learns of each change once, also of one whose number was taken long before it was written", async ({
      database,
    }) => {
      const clock = new FakeSchedule();
      const feed = testFeed({ upstream: new FakeUpstream() });
      const told: string[][] = [];
      const note: typeof feed.note = (notes) => {
        const entries = [...notes];
        told.push(entries.map(([id, { activity }]) => `${id} ${activity?.lastAt}`));
        feed.note(entries);
      };
      const { schedule } = clock;
      const failures: unknown[] = [];
      const following = {
        database,
        schedule,
        now: () => clock.now,
        onFailure: (error: unknown) => failures.push(error),
      };
      const follower = new RecordFollower({ ...following, feed: { note, notesOf: (id) => feed.notesOf(id) } });
      await writeRecords(database, [{ session: live() }]);
      await follower.start();
      const pass = async (ms: number) => {
        const before = clock.now;
        while (clock.now - before < ms) {
          await clock.pass(1_000);
          await until(() => clock.size > 0);
        }
      };
      const write = (lastAt: number, id = "a") =>
        writeRecords(database, [{ session: { ...live({ activity: { checkedAt: lastAt + 1, lastAt } }), id } }]);
      await pass(2_000);
      await write(1);
      await pass(2_000);
      await write(2);
      await write(3, "late");
      const early = (await rowOf(database, "late"))?.version ?? 0;
      await database.db.delete(sessionRecord).where(eq(sessionRecord.id, "late"));
      await write(4);
      await pass(4_000);
      // As if the transaction had committed only now.
      await write(5, "late");
      await database.db.update(sessionRecord).set({ version: early }).where(eq(sessionRecord.id, "late"));
      await pass(30_000);
      expect(told).toEqual([["a 1"], ["a 4"], ["late 5"]]);
      expect(feed.notesOf("a").activity).toMatchObject({ lastAt: 4 });
      expect(failures).toEqual([]);
      await follower.stop();
    });

    test("a thousand sessions are written at once, and those of last month go", async ({ database }) => {
      const news = Array.from({ length: 1_000 }, (_, index) => ({ session: { ...live(), id: `s${index}` } }));
      await writeRecords(database, news);
      expect(await database.db.$count(sessionRecord)).toBe(1_000);
      const day = 24 * 60 * MINUTE;
      const ended = { ...live({ status: "COMPLETED" as const, endedAt: NOW + 2 * day }), id: "s1" };
      await writeRecords(database, [{ session: ended }]);
      await pruneRecords(database, NOW + 31 * day);
      expect(await database.db.$count(sessionRecord)).toBe(1_000);
      await pruneRecords(database, NOW + 31 * day + 1);
      expect((await database.db.select({ id: sessionRecord.id }).from(sessionRecord)).map(({ id }) => id)).toEqual([
        "s1",
      ]);
      await pruneRecords(database, NOW + 33 * day + 1);
      expect(await database.db.$count(sessionRecord)).toBe(0);
    });
  });
}

base.describe("the recorder", () => {
  function setUp() {
    const clock = new FakeSchedule();
    const written: string[] = [];
    const batches: number[] = [];
    const failures: unknown[] = [];
    let gate = Promise.resolve();
    const world = { isAsking: true, failure: undefined as Error | undefined };
    /** What is written from now on takes until what this gives is called. */
    const hold = () => {
      let open: () => void = () => undefined;
      gate = new Promise((resolve) => {
        open = resolve;
      });
      return open;
    };
    let show: (snapshot: Snapshot) => void = () => undefined;
    let check: (check: ActivityCheck) => void = () => undefined;
    const recorder = new SessionRecorder({
      feed: {
        get isAsking() {
          return world.isAsking;
        },
        onPicture(listener) {
          show = listener;
          return () => undefined;
        },
        onCheck(listener) {
          check = listener;
          return () => undefined;
        },
      },
      write: async (news: readonly SessionNews[]) => {
        await gate;
        if (world.failure) throw world.failure;
        batches.push(news.length);
        written.push(...news.map(({ session: { id, status }, log }) => `${id} ${status}${log ? " with log" : ""}`));
      },
      schedule: clock.schedule,
      onFailure: (error) => failures.push(error),
    });
    recorder.start();
    const pass = async (...sessions: Snapshot["sessions"]) => {
      show({ ...EMPTY, sessions });
      await clock.pass(3_000);
      await settled();
      return written.splice(0);
    };
    return { world, clock, hold, recorder, batches, failures, pass, check: (one: ActivityCheck) => check(one) };
  }

  const activity = { checkedAt: 1, lastAt: 1 };
  const log = { firstAt: 1, lastAt: 1, silences: [] };

  base("writes what is new of sessions that are kept alive, and of others that they ended", async () => {
    const { pass, check } = setUp();
    const [a, b] = [live(), session("b")];
    expect(await pass(a, b)).toEqual(["a RUNNING"]);
    expect(await pass(a, { ...b })).toEqual([]);
    check({ id: "a", activity, log });
    expect(await pass({ ...a, activity }, b)).toEqual(["a RUNNING with log"]);
    const ended = { ...b, status: "COMPLETED" as const, endedAt: 3 };
    expect(await pass({ ...a, activity }, ended)).toEqual(["b COMPLETED"]);
    expect(await pass({ ...a, activity }, { ...ended })).toEqual([]);
  });

  base("writes that a session lives after all, or how it ended, when its end was inferred", async () => {
    const { pass } = setUp();
    const [a, b] = [live(), session("b")];
    const inferred = { status: "ERROR" as const, endedAt: 3, isEndInferred: true };
    expect(await pass({ ...a, ...inferred }, { ...b, ...inferred })).toEqual(["a ERROR", "b ERROR"]);
    expect(await pass({ ...a, status: "TIMED_OUT", endedAt: 3 }, b)).toEqual(["a TIMED_OUT", "b RUNNING"]);
    expect(await pass({ ...a, status: "TIMED_OUT", endedAt: 3 }, { ...b })).toEqual([]);
  });

  base("writes nothing where another server asks upstream", async () => {
    const { world, pass } = setUp();
    world.isAsking = false;
    expect(await pass(live())).toEqual([]);
    world.isAsking = true;
    expect(await pass(live())).toEqual(["a RUNNING"]);
  });

  base("writes ten thousand a thousand at a time, and what failed again, which is reported once", async () => {
    const { world, pass, batches, failures } = setUp();
    const many = Array.from({ length: 10_000 }, (_, index) => ({ ...live(), id: `s${index}` }));
    world.failure = new Error("down");
    await pass(...many);
    await pass(...many);
    expect(failures).toHaveLength(1);
    world.failure = undefined;
    const written = new Set<string>();
    for (let round = 0; round < 11; round += 1) for (const one of await pass(...many)) written.add(one);
    expect(written.size).toBe(10_000);
    expect(Math.max(...batches)).toBe(1_000);
  });

  base("writes the rest when the server stops, and nothing after that", async () => {
    const { clock, hold, recorder, batches, pass } = setUp();
    const open = hold();
    await pass(...Array.from({ length: 2_500 }, (_, index) => ({ ...live(), id: `s${index}` })));
    const stopping = recorder.stop();
    open();
    await stopping;
    expect(batches).toEqual([1_000, 1_000, 500]);
    expect(clock.size).toBe(0);
  });

  base("gives up the rest when it cannot be written", async () => {
    const { world, recorder, failures, pass } = setUp();
    world.failure = new Error("down");
    await pass(live());
    await recorder.stop();
    expect(failures).toHaveLength(1);
  });

  base("keeps what was read of a log while an earlier reading was being written", async () => {
    const { hold, pass, check } = setUp();
    check({ id: "a", activity, log });
    const open = hold();
    const writing = pass(live({ activity }));
    await settled();
    check({ id: "a", activity, log: { ...log, lastAt: 2 } });
    open();
    expect(await writing).toEqual(["a RUNNING with log"]);
    expect(await pass(live({ activity: { ...activity, lastAt: 2 } }))).toEqual(["a RUNNING with log"]);
  });
});

async function rowOf({ db }: DatabaseConnection, id = "a") {
  const [row] = await db.select().from(sessionRecord).where(eq(sessionRecord.id, id));
  return row;
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await settled();
}
