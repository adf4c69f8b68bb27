import { AsyncLocalStorage } from "node:async_hooks";
import { expect } from "@playwright/test";
import { sql } from "drizzle-orm";
import type { Protection } from "@/lib/domain/protection";
import { release, releaseIntent } from "@/lib/server/db/schema";
import { ADA, asAda, RELEASE_TESTS, running } from "@/lib/server/enforcer/testing/release-world";
import { AppError } from "@/lib/server/errors";
import { createRelease } from "./create";
import { listReleases } from "./list";
import { recordRelease } from "./record-release";

for (const { kind, test } of RELEASE_TESTS) {
  test.describe(`on the ${kind} database`, () => {
    test.describe.configure({ timeout: 120_000 });

    test("what has ended, ends with its client, is not known, is releasing or protected is left out, and why is told", async ({
      world,
    }) => {
      const { upstream } = world;
      const server = await world.startServer();
      const protection = { until: Date.now() + 60_000, reason: "Mine", by: "grace" };
      server.feed.note([["c", { protection }]]);
      server.feed.attend();
      upstream.end("b");
      await createRelease(asAda(server), { sessionIds: ["a"], notMine: 1, unseenIds: ["a"] });
      await expect.poll(() => server.feed.find("b")?.status).toBe("COMPLETED");
      upstream.sessions = [...upstream.sessions, running("client's", { keepAlive: false })];
      const sessionIds = ["a", "b", "c", "d", "d", "client's", "unknown"];
      const { release, leftOut } = await createRelease(asAda(server), {
        sessionIds,
        notMine: 1,
        unseenIds: sessionIds,
      });
      expect(release?.total).toBe(1);
      expect(leftOut).toEqual([
        { sessionId: "a", why: "releasing" },
        { sessionId: "b", why: "ended" },
        { sessionId: "c", why: "protected", protection },
        { sessionId: "client's", why: "not-kept" },
        { sessionId: "unknown", why: "unknown" },
      ]);
      expect(await createRelease(asAda(server), { sessionIds: ["a"], notMine: 1, unseenIds: ["a"] })).toMatchObject({
        release: null,
      });
      expect((await listReleases(asAda(server))).releases).toHaveLength(2);
    });

    test("a typed id releases what has the protection that was shown, and no other", async ({ world }) => {
      const server = await world.startServer();
      const shown = { until: Date.now() + 60_000, reason: "Mine", by: "grace" };
      const release = (shownProtection?: Protection) =>
        createRelease(asAda(server), { sessionIds: ["a"], notMine: 1, protectedShortId: "a", shownProtection });
      for (const change of [{ by: "anna" }, { until: shown.until + 1 }, { reason: "Ours" }]) {
        const protection = { ...shown, ...change };
        server.feed.note([["a", { protection }]]);
        const leftOut = [{ sessionId: "a", why: "protected", protection }];
        expect(await release(shown)).toEqual({ release: null, leftOut });
        expect(await release()).toEqual({ release: null, leftOut });
      }
      expect(await world.entries()).toEqual([]);
      server.feed.note([["a", { protection: shown }]]);
      expect((await release(shown)).release?.total).toBe(1);
    });

    test("more sessions of others than were confirmed are refused, and nothing is written", async ({ world }) => {
      const { upstream } = world;
      upstream.sessions = [
        running("a", { userMetadata: { owner: ADA.email.toUpperCase() } }),
        running("b"),
        running("c"),
      ];
      const server = await world.startServer();
      const ask = (notMine?: number) => createRelease(asAda(server), { sessionIds: ["a", "b", "c"], notMine });
      for (const notMine of [undefined, 1]) {
        const error = await ask(notMine).catch((thrown: unknown) => thrown);
        expect(error).toBeInstanceOf(AppError);
        expect(error).toMatchObject({ code: "conflict", message: expect.stringMatching(/^2 of the 3 sessions/) });
      }
      expect(await world.entries()).toEqual([]);
      expect((await ask(2)).release?.total).toBe(3);
    });

    test("of sessions in use those alone go without another look that were confirmed to be, and none holds up the rest", async ({
      world,
    }) => {
      const server = await world.startServer();
      const checkedAt = server.feed.upstreamNow();
      const silent = { checkedAt, lastAt: checkedAt - 600_000 };
      server.feed.note([
        ["a", { activity: { checkedAt, lastAt: checkedAt - 30_000 } }],
        ["b", { activity: { ...silent, watchedAt: checkedAt - 1_000 } }],
        ["c", { activity: silent }],
      ]);
      const input = { sessionIds: ["a", "b", "c"], notMine: 3, activeIds: ["a"] };
      expect((await createRelease(asAda(server), input)).release?.total).toBe(3);
      const { sessionId, decided } = releaseIntent;
      const intents = await world.database.db.select({ sessionId, decided }).from(releaseIntent).orderBy(sessionId);
      expect(intents.map((intent) => intent.decided.wasActive)).toEqual([true, false, false]);
    });

    test("sessions with an empty log that were not confirmed are refused, one's own too, unless they have just started", async ({
      world,
    }) => {
      const { upstream } = world;
      const mine = { userMetadata: { owner: ADA.email } };
      const long = { ...mine, startedAt: Date.now() - 600_000 };
      upstream.sessions = [running("a", long), running("b", long), running("new", { ...mine, startedAt: Date.now() })];
      const server = await world.startServer();
      const checkedAt = server.feed.upstreamNow();
      for (const id of ["a", "b", "new"]) server.feed.note([[id, { activity: { checkedAt, lastAt: null } }]]);
      const ask = (unseenIds?: string[]) =>
        createRelease(asAda(server), { sessionIds: ["a", "b", "new"], notMine: 0, unseenIds });
      for (const unseenIds of [undefined, ["a"], ["a", "new"]]) {
        const message = expect.stringMatching(/^The logs of 2 of the 3 sessions are empty, .* [01] were confirmed/);
        await expect(ask(unseenIds)).rejects.toMatchObject({ code: "conflict", field: "unseenIds", message });
      }
      expect(await world.entries()).toEqual([]);
      expect((await ask(["a", "b"])).release?.total).toBe(3);
    });

    test("a session is in one release at a time, whoever asks at the same moment, in whatever order", async ({
      world,
    }) => {
      const { upstream } = world;
      const sessionIds = Array.from({ length: 500 }, (_, index) => `session-${index}`);
      upstream.sessions = sessionIds.map((id) => running(id));
      const server = await world.startServer();
      const orders = [sessionIds, sessionIds.toReversed(), sessionIds, sessionIds.toReversed()];
      const all = await Promise.all(
        orders.map((ids) => createRelease(asAda(server), { sessionIds: ids, notMine: ids.length })),
      );
      expect(all.map(({ release }) => release?.total ?? 0).toSorted()).toEqual([0, 0, 0, 500]);
      expect(await world.entries()).toHaveLength(500);
    });

    test("whoever comes second to a session within a transaction of their own goes on with it", async ({ world }) => {
      test.skip(kind === "embedded", "Its transactions follow one another.");
      const { database } = world;
      const record = (id: string, sessionIds: string[]) => {
        const decided = new Map(sessionIds.map((one) => [one, { at: 0, lastAt: 0, wasActive: false }]));
        const by = { kind: "policy", id: "p", name: "Idle" } as const;
        return recordRelease({ database, actor: by }, { id, by, waitMs: 60_000, decided });
      };
      const outside = AsyncLocalStorage.snapshot();
      const isWaiting = sql`datname = current_database() and wait_event_type = 'Lock'`;
      const { second } = await database.inTransaction(async () => {
        await record("first", ["a", "b"]);
        const second = outside(() =>
          database.inTransaction(async () => ({
            ...(await record("second", ["b", "c"])),
            one: await database.db.$count(release),
          })),
        );
        await outside(() => expect.poll(() => database.db.$count(sql`pg_stat_activity`, isWaiting)).toBe(1));
        return { second };
      });
      expect(await second).toEqual({ releasing: ["b"], one: 2 });
    });

    test("ten thousand sessions are written down within seconds", async ({ world }) => {
      const { upstream } = world;
      const sessionIds = Array.from({ length: 10_000 }, (_, index) => `session-${index}`);
      upstream.sessions = sessionIds.map((id) => running(id));
      const server = await world.startServer();
      const startedAt = performance.now();
      const { release } = await createRelease(asAda(server), { sessionIds, notMine: 10_000 });
      const seconds = (performance.now() - startedAt) / 1000;
      test.info().annotations.push({ type: "seconds", description: seconds.toFixed(2) });
      expect(release).toMatchObject({ total: 10_000, counts: { waiting: 10_000 } });
      expect(seconds).toBeLessThan(20);
    });
  });
}
