import { expect } from "@playwright/test";
import { eq, sql } from "drizzle-orm";
import { release, releaseIntent } from "@/lib/server/db/schema";
import { asAda, RELEASE_TESTS, running } from "@/lib/server/enforcer/testing/release-world";
import { createRelease } from "./create";

for (const { kind, test } of RELEASE_TESTS) {
  test.describe(`on the ${kind} database`, () => {
    test.describe.configure({ timeout: 120_000 });

    test("what was told already is not fetched again", async ({ world }) => {
      const { upstream } = world;
      const sessionIds = Array.from({ length: 100 }, (_, index) => `s${index}`);
      upstream.sessions = sessionIds.map((id) => running(id));
      const server = await world.startServer();
      const { releases } = server;
      await createRelease(asAda(server), { sessionIds, notMine: 100 });
      let rows = 0;
      const learn = releases.clock.learn.bind(releases.clock);
      releases.clock.learn = (now) => {
        rows += 1;
        learn(now);
      };
      for (let turn = 0; turn < 5; turn += 1) await releases.tell();
      expect(rows).toBeLessThan(5);
    });

    test("a release that goes on is told of however many were settled since", async ({ world }) => {
      const server = await world.startServer();
      const open = await createRelease(asAda(server), { sessionIds: ["a", "b"], notMine: 2 });
      const by = { kind: "policy", id: "p", name: "Evenings" } as const;
      const later = sql`now() + interval '1 second'`;
      const settled = Array.from({ length: 120 }, (_, index) => `settled-${index}`);
      await world.database.db
        .insert(release)
        .values(settled.map((id) => ({ id, by, total: 1, createdAt: later, dueAt: later, settledAt: sql`now()` })));
      await createRelease(asAda(server), { sessionIds: ["c"], notMine: 1 });
      const told = server.feed.look().releases;
      expect(told).toHaveLength(100);
      expect(told.map(({ id }) => id)).toContain(open.release?.id);
    });

    test("while many sessions are released their releases are counted once a second, and at once after an act", async ({
      world,
    }) => {
      const { upstream } = world;
      const sessionIds = Array.from({ length: 60 }, (_, index) => `s${index}`);
      upstream.sessions = sessionIds.map((id) => running(id));
      const server = await world.startServer();
      await createRelease(asAda(server), { sessionIds: ["s0"], notMine: 1 });
      let tellings = 0;
      const tellReleases = server.feed.tellReleases.bind(server.feed);
      server.feed.tellReleases = (summaries) => {
        tellings += 1;
        tellReleases(summaries);
      };
      const created = await createRelease(asAda(server), { sessionIds: sessionIds.slice(1), notMine: 59 });
      expect(server.feed.look().releases[0]).toEqual(created.release);
      expect(tellings).toBe(1);
      const startedAt = Date.now();
      const { db } = world.database;
      for (const sessionId of sessionIds.slice(0, 12)) {
        await db
          .update(releaseIntent)
          .set({ detail: "seen", version: sql`nextval('note_version')` })
          .where(eq(releaseIntent.sessionId, sessionId));
        server.releases.tellSoon();
        await expect.poll(() => server.feed.find(sessionId)?.release?.detail, { intervals: [20] }).toBe("seen");
      }
      expect(tellings).toBeLessThan(3 + (Date.now() - startedAt) / 1_000);
    });
  });
}
