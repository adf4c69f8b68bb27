import { expect, test } from "@playwright/test";
import { asc, eq } from "drizzle-orm";
import { auditEntry } from "@/lib/server/db/schema";
import { TEST_DATABASES, type TestDatabase } from "@/lib/server/db/testing/test-databases";
import { session } from "@/lib/server/feed/testing/session";
import { cancelRelease } from "@/lib/server/services/releases/cancel";
import { createRelease } from "@/lib/server/services/releases/create";
import { carryOutNow } from "@/lib/server/services/releases/now";
import { readRelease } from "@/lib/server/services/releases/read";
import type { ServiceContext } from "@/lib/server/services/service-context";
import { type ReleaseServer, startReleaseServer } from "./testing/release-server";
import { ReleasingUpstream } from "./testing/releasing-upstream";

const ADA = { id: "ada", email: "ada@keepwatch.test", role: "operator" } as const;

for (const [kind, create] of Object.entries(TEST_DATABASES)) {
  test.describe(`on the ${kind} database`, () => {
    test.describe.configure({ mode: "default", timeout: 300_000 });
    let database: TestDatabase | undefined;
    let upstream: ReleasingUpstream;
    let server: ReleaseServer;

    test.beforeEach(async () => {
      database = await create();
      test.skip(!database, "PostgreSQL is not installed, and only root on Debian can install it by itself.");
      upstream = new ReleasingUpstream();
      upstream.sessions = ["a", "b", "c", "other"].map((id) => running(id));
      server = await startReleaseServer({ database: open().connection, upstream });
    });
    test.afterEach(async () => {
      await server?.stop();
      await database?.remove();
    });

    test("a release waits in the open, is carried out, and is over when the picture says so", async () => {
      const { release, leftOut } = await createRelease(asAda(), { sessionIds: ["a", "b"], notMine: 2, reason: "done" });
      expect(leftOut).toEqual([]);
      expect(release).toMatchObject({ total: 2, counts: { waiting: 2 }, reason: "done" });
      expect(server.feed.find("a")?.release).toMatchObject({
        state: "waiting",
        by: { name: ADA.email },
        reason: "done",
      });
      expect(server.feed.look().releases).toEqual([release]);
      expect(await entries()).toEqual([
        { sessionId: "a", outcome: "requested", detail: null },
        { sessionId: "b", outcome: "requested", detail: null },
      ]);
      await server.worker.start();
      await carryOutNow(asAda(), { id: release?.id ?? "" });
      const settled = await untilSettled(release?.id);
      expect(settled.intents).toMatchObject([
        { sessionId: "a", state: "released", detail: null },
        { sessionId: "b", state: "released", detail: null },
      ]);
      expect(settled.intents[0]?.savedMinutes).toBe(13);
      expect(upstream.asked.toSorted()).toEqual(["a", "b"]);
      expect(await entries()).toEqual([
        { sessionId: "a", outcome: "done", detail: null },
        { sessionId: "b", outcome: "done", detail: null },
      ]);
      expect(server.feed.find("a")).toMatchObject({ status: "COMPLETED", release: { state: "released" } });
      expect(server.feed.look().releases).toEqual([settled.release]);
      expect(server.failures).toEqual([]);
    });

    test("what waits can be undone, and nothing is asked of upstream", async () => {
      const { release } = await createRelease(asAda(), { sessionIds: ["a", "b"], notMine: 2 });
      await server.worker.start();
      const id = release?.id ?? "";
      expect(await cancelRelease(asAda(), { id })).toMatchObject({ cancelled: 2, sent: 0 });
      expect(await cancelRelease(asAda(), { id })).toMatchObject({ cancelled: 0, sent: 0 });
      expect(server.feed.find("a")?.release).toMatchObject({ state: "cancelled" });
      expect((await entries())[0]).toMatchObject({ outcome: "skipped", detail: `Undone by ${ADA.email}.` });
      expect(upstream.asked).toEqual([]);
      expect((await readRelease(asAda(), { id })).release.settledAt).toBeDefined();
    });

    function open(): TestDatabase {
      if (!database) throw new Error("there is no database");
      return database;
    }

    /** What services look at of a context. */
    function asAda(): ServiceContext {
      const ctx = { ...server, actor: { kind: "person", person: ADA } as const };
      return ctx as unknown as ServiceContext;
    }

    async function untilSettled(id = "") {
      await expect.poll(async () => (await readRelease(asAda(), { id })).release.settledAt).toBeDefined();
      await server.releases.tell();
      return readRelease(asAda(), { id });
    }

    async function entries() {
      const { sessionId, outcome, detail } = auditEntry;
      const isRelease = eq(auditEntry.action, "session.release");
      return open()
        .connection.db.select({ sessionId, outcome, detail })
        .from(auditEntry)
        .where(isRelease)
        .orderBy(asc(auditEntry.id));
    }
  });
}

function running(id: string) {
  const startedAt = Date.now() - 60_000;
  return session({ id, startedAt, expiresAt: startedAt + 15 * 60_000 });
}
