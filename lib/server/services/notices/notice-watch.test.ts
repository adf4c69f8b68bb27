import { expect } from "@playwright/test";
import { asc, eq } from "drizzle-orm";
import type { ToldPicture } from "@/lib/domain/notices-of";
import type { Session } from "@/lib/domain/session";
import { session } from "@/lib/domain/testing/session";
import type { DatabaseConnection } from "@/lib/server/db/database";
import { notice, webhookDelivery } from "@/lib/server/db/schema";
import { DATABASE_TESTS } from "@/lib/server/db/testing/database-tests";
import { addWebhook, idleNotice } from "@/lib/server/services/webhooks/testing/hook-ground";
import { NoticeWatch } from "./notice-watch";
import { readRecentNotices } from "./read-notices";
import { removeOldNotices } from "./remove-old-notices";
import { writeNotice } from "./write-notice";

const MINUTE = 60_000;
const NOW = Date.UTC(2026, 0, 31, 12);
const URL_OF_ALL = "https://hooks.x.test/secret";

for (const { kind, test } of DATABASE_TESTS) {
  test.describe(`on the ${kind} database`, () => {
    test("what is told of once is not told of again, whoever says it", async ({ database }) => {
      await addWebhook(database, { id: "one", url: URL_OF_ALL });
      const told = await Promise.all([1, 2, 3].map(() => writeNotice({ database }, idleNotice("a"), idleNotice("b"))));
      expect(told.flatMap((keys) => [...keys]).sort()).toEqual(["session.idle:a:0", "session.idle:b:0"]);
      expect(await deliveries(database)).toHaveLength(2);
      expect([...(await writeNotice({ database }, idleNotice("a", 1)))]).toEqual(["session.idle:a:1"]);
    });

    test("a delivery is written for each webhook that wants the kind and is not paused", async ({ database }) => {
      await addWebhook(database, { id: "wants", url: URL_OF_ALL, kinds: ["session.idle", "policy.acted"] });
      await addWebhook(database, { id: "wants-other", url: URL_OF_ALL, kinds: ["policy.acted"] });
      await addWebhook(database, { id: "paused", url: URL_OF_ALL, pausedAt: new Date(NOW) });
      await writeNotice({ database }, idleNotice("a"));
      expect(await deliveries(database)).toMatchObject([{ webhookId: "wants", state: "waiting", attempts: 0 }]);
    });

    test("a whole fleet that is idle is one notice, whatever people call their sessions", async ({ database }) => {
      await addWebhook(database, { id: "one", url: URL_OF_ALL });
      const fleet = Array.from({ length: 14_000 }, (_, index) => idleNotice(`s${index}`));
      const odd = { ...idleNotice("odd"), message: "Session odd of a\u0000b is idle." };
      expect((await writeNotice({ database }, ...fleet, odd)).size).toBe(14_001);
      const [written] = await database.db.select().from(notice).where(eq(notice.sessionId, "odd"));
      expect(written).toMatchObject({ ...odd, message: "Session odd of a\ufffdb is idle." });
      const [told, ...others] = await readRecentNotices(database);
      expect(others).toEqual([]);
      expect(told).toMatchObject({ id: written?.toldWith, kind: "session.idle", sessionId: undefined });
      expect(told?.message).toMatch(/^14001 sessions have been idle/);
      expect(await deliveries(database)).toMatchObject([{ noticeId: told?.id }]);
    });

    test("of many that several servers tell of at once, each is told once, and none again by itself", async ({
      database,
    }) => {
      const of = (...ids: string[]) => ids.map((id) => idleNotice(id));
      await writeNotice({ database }, ...of("a", "b"));
      await Promise.all([1, 2].map(() => writeNotice({ database }, ...of("a", "b", "c", "d", "e", "f"))));
      const [many, ...each] = await readRecentNotices(database);
      expect(many?.message).toMatch(/^4 sessions/);
      expect(each.map(({ sessionId }) => sessionId)).toEqual(["b", "a"]);
      expect((await writeNotice({ database }, ...of("a", "c", "d", "e", "f"))).size).toBe(0);
      // Used in between, and idle again.
      await writeNotice({ database }, idleNotice("c", 1));
      expect((await readRecentNotices(database))[0]).toMatchObject({ sessionId: "c" });
    });

    test("three at once are told of one by one", async ({ database }) => {
      await writeNotice({ database }, idleNotice("a"), idleNotice("b"), idleNotice("c"));
      expect((await readRecentNotices(database)).map(({ sessionId }) => sessionId)).toEqual(["c", "b", "a"]);
    });

    test("a fleet whose logs are read one after the other is one notice, also for a server that starts later", async ({
      database,
    }) => {
      const fleet = ["a", "b", "c", "d", "e", "f"].map((id) => idleSession(id, NOW - 40 * MINUTE));
      const one = newServer(database);
      for (let read = 1; read <= fleet.length; read += 1) {
        await one.look({ ...picture(NOW + read * 5_000), sessions: fleet.slice(0, read) }, true);
        expect(await readRecentNotices(database)).toEqual([]);
      }
      await one.look({ ...picture(NOW + MINUTE), sessions: fleet }, true);
      const told = await readRecentNotices(database);
      expect(told.map(({ message }) => message)).toEqual([
        "6 sessions have been idle for 30 min or longer, and hold a slot each.",
      ]);
      const restarted = newServer(database);
      const again = idleSession("a", NOW - 35 * MINUTE);
      for (const after of [2, 3]) {
        await restarted.look({ ...picture(NOW + after * MINUTE), sessions: [again, ...fleet.slice(1)] }, true);
      }
      expect((await readRecentNotices(database)).map(({ sessionId }) => sessionId)).toEqual(["a", undefined]);
    });

    test("what its transaction does not keep was never told of", async ({ database }) => {
      await addWebhook(database, { id: "one", url: URL_OF_ALL });
      const act = database.inTransaction(async () => {
        await writeNotice({ database }, idleNotice("a"));
        throw new Error("the release was not written");
      });
      await expect(act).rejects.toThrow("the release was not written");
      expect(await deliveries(database)).toEqual([]);
      expect((await writeNotice({ database }, idleNotice("a"))).size).toBe(1);
    });

    test("two servers that look at the same pictures tell each deadline once", async ({ database }) => {
      const servers = [newServer(database), newServer(database)];
      const idle = idleSession("a", NOW - 40 * MINUTE);
      const full = (now: number): ToldPicture => ({ ...picture(now), sessions: [idle], project: { concurrency: 1 } });
      // A little apart, as servers are: each would count the slots from its own first look.
      await Promise.all(servers.map((server, index) => server.look(full(NOW + index), true)));
      for (let step = 1; step <= 5; step += 1) {
        await Promise.all(servers.map((server, index) => server.look(full(NOW + step * 5000 + index), true)));
      }
      expect((await keysOf(database)).map((key) => key.split(":")[0])).toEqual(["slots.nearly-full", "session.idle"]);
    });

    test("a server that takes over knows what goes on, and tells it again only once it was over", async ({
      database,
    }) => {
      const [one, two] = [newServer(database), newServer(database)];
      const failing = (now: number): ToldPicture => ({
        ...picture(now),
        failure: { since: NOW, message: "It is down." },
      });
      await one.look(failing(NOW), true);
      await one.look(failing(NOW + MINUTE), true);
      // It counts from its own start, and has the time of upstream a little differently.
      await two.look({ ...failing(NOW + 2 * MINUTE), failure: { since: NOW + 17, message: "It is down." } }, true);
      expect(await keysOf(database)).toEqual([`upstream.failing:${NOW}`]);
      await two.look(picture(NOW + 3 * MINUTE), true);
      await two.look(picture(NOW + 4 * MINUTE), true);
      const again = { since: NOW + 5 * MINUTE, message: "It is down." };
      // The first has slept, and asks upstream again.
      await one.look(picture(NOW + 4 * MINUTE), false);
      await one.look({ ...picture(NOW + 5 * MINUTE), failure: again }, true);
      await one.look({ ...picture(NOW + 6 * MINUTE), failure: again }, true);
      expect(await keysOf(database)).toEqual([`upstream.failing:${NOW}`, `upstream.failing:${again.since}`]);
    });

    test("a server that does not ask upstream tells nothing", async ({ database }) => {
      await newServer(database).look({ ...picture(NOW), project: { concurrency: 1 }, sessions: [session("a")] }, false);
      expect(await keysOf(database)).toEqual([]);
    });

    test("pages are told the newest of the last hour, and old ones go with their deliveries", async ({ database }) => {
      await addWebhook(database, { id: "one", url: URL_OF_ALL });
      await writeNotice({ database }, idleNotice("old"), idleNotice("new"));
      const hoursAgo = (hours: number) => new Date(Date.now() - hours * 60 * MINUTE);
      await database.db
        .update(notice)
        .set({ at: hoursAgo(2) })
        .where(eq(notice.sessionId, "old"));
      expect((await readRecentNotices(database)).map(({ sessionId }) => sessionId)).toEqual(["new"]);
      await database.db
        .update(notice)
        .set({ at: hoursAgo(31 * 24) })
        .where(eq(notice.sessionId, "old"));
      await removeOldNotices(database, Date.now());
      expect(await keysOf(database)).toEqual(["session.idle:new:0"]);
      expect(await deliveries(database)).toHaveLength(1);
    });
  });
}

function newServer(database: DatabaseConnection): NoticeWatch {
  return new NoticeWatch({
    database,
    onFailure(error) {
      throw error;
    },
  });
}

async function keysOf({ db }: DatabaseConnection): Promise<string[]> {
  const { onceKey, id } = notice;
  const rows = await db.select({ onceKey }).from(notice).orderBy(asc(id));
  return rows.map((row) => row.onceKey);
}

function deliveries({ db }: DatabaseConnection) {
  return db.select().from(webhookDelivery);
}

function idleSession(id: string, lastAt: number): Session {
  const [startedAt, expiresAt] = [NOW - 60 * MINUTE, NOW + 60 * MINUTE];
  return session(id, { keepAlive: true, startedAt, expiresAt, activity: { checkedAt: NOW, lastAt } });
}

function picture(now: number): ToldPicture {
  return { now, sessions: [], project: null, failure: null };
}
