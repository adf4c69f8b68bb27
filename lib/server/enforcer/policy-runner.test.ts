import { expect } from "@playwright/test";
import { DATABASE_TESTS } from "@/lib/server/db/testing/database-tests";
import { EnforcerGround } from "./testing/enforcer-ground";

const MINUTE_MS = 60_000;

for (const { kind, test: base } of DATABASE_TESTS) {
  const test = base.extend<{ ground: EnforcerGround }>({
    ground: ({ database }, use) => use(new EnforcerGround(database)),
  });

  test.describe(`on the ${kind} database`, () => {
    test("an idle session is warned of, shown so, and released when the grace is over", async ({ ground }) => {
      const { feed } = ground;
      const policyId = await ground.add("evenings");
      const runner = ground.runner();
      feed.sessions = [ground.silent("idle", 15), ground.silent("in use", 0)];
      await runner.run();
      const dueAt = feed.now + 5 * MINUTE_MS;
      expect(feed.notes).toEqual(new Map([["idle", { policyId, policyName: "evenings", dueAt }]]));
      expect(ground.released).toEqual([]);

      ground.pass(4.99);
      await runner.run();
      expect(ground.released).toEqual([]);
      ground.pass(0.01);
      await runner.run();
      expect(ground.released).toEqual([["idle"]]);
      expect(await ground.warnings()).toEqual([]);
      expect(feed.notes.get("idle")).toBeUndefined();
    });

    test("it is warned of once for each deadline, and again after it was used", async ({ ground }) => {
      await ground.add("evenings");
      const runner = ground.runner();
      ground.feed.sessions = [ground.silent("idle", 15)];
      await runner.run();
      const [first] = await ground.warnings();
      ground.pass(1);
      await runner.run();
      expect(await ground.warnings()).toEqual([first]);

      ground.feed.sessions = [ground.silent("idle", 0)];
      await runner.run();
      expect(await ground.warnings()).toEqual([]);
      expect(ground.feed.notes.get("idle")).toBeUndefined();

      ground.pass(15);
      await runner.run();
      const [second] = await ground.warnings();
      expect(second?.dueAt.getTime()).toBe(ground.feed.now + 5 * MINUTE_MS);
      expect(ground.released).toEqual([]);
    });

    test("a policy that is dry or stopped warns of nothing and releases nothing, and upstream is asked all the same", async ({
      ground,
    }) => {
      await ground.add("dry", { mode: "dry" });
      await ground.add("stopped", { mode: "stopped" });
      ground.feed.sessions = [ground.silent("idle", 60)];
      const runner = ground.runner();
      await runner.run();
      ground.pass(10);
      await runner.run();
      expect(await ground.warnings()).toEqual([]);
      expect(ground.released).toEqual([]);
      expect(ground.feed.attendants).toBe(1);
    });

    test("while there is a policy, upstream is asked, and no longer when there is none or the server ends", async ({
      ground,
    }) => {
      await ground.add("evenings");
      const runner = ground.runner();
      await runner.run();
      await runner.run();
      expect(ground.feed.attendants).toBe(1);
      await ground.clear();
      await runner.run();
      expect(ground.feed.attendants).toBe(0);
      await ground.add("again");
      await runner.run();
      runner.stop();
      expect(ground.feed.attendants).toBe(0);
    });

    test("a server that starts again shows the warnings, and keeps the deadlines", async ({ ground }) => {
      const policyId = await ground.add("evenings");
      ground.feed.sessions = [ground.silent("idle", 15)];
      await ground.runner().run();
      const dueAt = ground.feed.now + 5 * MINUTE_MS;
      ground.feed.notes.clear();
      ground.pass(3);
      const restarted = ground.runner();
      await restarted.run();
      expect(ground.feed.notes.get("idle")).toEqual({ policyId, policyName: "evenings", dueAt });
      ground.pass(2);
      await restarted.run();
      expect(ground.released).toEqual([["idle"]]);
    });

    test("a server that does not ask upstream decides nothing, and shows what the other decided", async ({
      ground,
    }) => {
      await ground.add("evenings");
      ground.feed.sessions = [ground.silent("idle", 15)];
      ground.feed.isAsking = false;
      const runner = ground.runner();
      await runner.run();
      expect(await ground.warnings()).toEqual([]);
      ground.feed.isAsking = true;
      await ground.runner().run();
      ground.feed.isAsking = false;
      ground.feed.notes.clear();
      await runner.run();
      expect(ground.feed.notes.get("idle")).toMatchObject({ policyName: "evenings" });
    });

    test("more at once than a policy may stops it: nothing is warned of or released until an admin decides", async ({
      ground,
    }) => {
      await ground.add("evenings", { maxAtOnce: 2 });
      const runner = ground.runner();
      ground.feed.sessions = ["a", "b", "c"].map((id) => ground.silent(id, 15));
      await runner.run();
      const reason = "It would release 3 at once, and may release 2.";
      expect(await ground.policies()).toMatchObject([{ mode: "stopped", stoppedReason: reason }]);
      expect(await ground.warnings()).toEqual([]);
      expect((await ground.entries()).at(-1)).toMatchObject({
        actorKind: "policy",
        actorName: "evenings",
        action: "policy.stop",
        target: "evenings",
        reason,
        outcome: "done",
      });
      ground.pass(10);
      await runner.run();
      expect(ground.released).toEqual([]);
    });

    test("so does more within the hour, one after the other", async ({ ground }) => {
      await ground.add("evenings", { maxAtOnce: 2 });
      const runner = ground.runner();
      ground.feed.sessions = [ground.silent("a", 15), ground.silent("b", 14), ground.silent("c", 8)];
      for (let minute = 0; minute < 15; minute += 1) {
        await runner.run();
        ground.pass(1);
      }
      expect(ground.released.flat()).toEqual(["a", "b"]);
      expect(await ground.policies()).toMatchObject([
        { mode: "stopped", stoppedReason: "It would release 1 at once, after 2 in the last hour, and may release 2." },
      ]);
      expect(await ground.warnings()).toEqual([]);
    });

    test("what upstream refuses is left alone while its row says so, and counts when it is tried again", async ({
      ground,
    }) => {
      await ground.add("evenings", { maxAtOnce: 2 });
      const runner = ground.runner();
      ground.feed.sessions = [ground.silent("a", 15)];
      ground.refuses = true;
      for (let minute = 0; minute < 20; minute += 1) {
        await runner.run();
        ground.pass(1);
      }
      expect(ground.refusals).toBe(1);
      for (let minute = 0; minute < 20; minute += 1) {
        ground.forget();
        await runner.run();
        ground.pass(1);
      }
      expect(ground.refusals).toBe(2);
      expect(await ground.policies()).toMatchObject([
        { mode: "stopped", stoppedReason: "It would release 1 at once, after 2 in the last hour, and may release 2." },
      ]);
    });

    test("the hour is the database's, whatever the server's own clock says", async ({ ground }) => {
      base.skip(kind === "embedded", "Its clock is the server's own.");
      await ground.add("evenings", { maxAtOnce: 1 });
      const runner = ground.runner();
      ground.feed.sessions = [ground.silent("a", 15), ground.silent("b", 8)];
      const ownNow = Date.now;
      Date.now = () => ownNow() + 120 * MINUTE_MS;
      try {
        for (let minute = 0; minute < 15; minute += 1) {
          await runner.run();
          ground.pass(1);
        }
      } finally {
        Date.now = ownNow;
      }
      expect(ground.released).toEqual([["a"]]);
      expect(await ground.policies()).toMatchObject([{ mode: "stopped" }]);
    });

    test("a larger share of the fleet than it may stops it too", async ({ ground }) => {
      await ground.add("evenings", { maxSharePercent: 50 });
      const idle = ["a", "b", "c", "d"].map((id) => ground.silent(id, 15));
      ground.feed.sessions = [...idle, ground.silent("in use", 0)];
      await ground.runner().run();
      expect(await ground.policies()).toMatchObject([
        { mode: "stopped", stoppedReason: "It would release 4 of 5 sessions, which is 80 %, and may release 50 %." },
      ]);
    });

    test("those that it warned of count, also while their logs are not read as fast as they grow old", async ({
      ground,
    }) => {
      const { feed } = ground;
      await ground.add("evenings", { maxSharePercent: 50 });
      const runner = ground.runner();
      const inUse = (...ids: string[]) => ids.map((id) => ground.silent(id, 0));
      const warned = ["a", "b", "c", "d"].map((id) => ground.silent(id, 15));
      feed.sessions = [...warned, ...inUse("e", "f", "g", "h", "i", "j")];
      await runner.run();
      expect(await ground.warnings()).toHaveLength(4);
      feed.now += 6 * MINUTE_MS;
      feed.sessions = [...warned, ...["e", "f"].map((id) => ground.silent(id, 15)), ...inUse("g", "h", "i", "j")];
      await runner.run();
      expect(await ground.policies()).toMatchObject([
        { mode: "stopped", stoppedReason: "It would release 6 of 10 sessions, which is 60 %, and may release 50 %." },
      ]);
      expect(ground.released).toEqual([]);
    });

    test("so do those that it released within the hour, of the fleet as it was with them", async ({ ground }) => {
      const { feed } = ground;
      await ground.add("evenings", { maxSharePercent: 50 });
      const runner = ground.runner();
      const fleet = (idle: string[], inUse: string[]) => [
        ...idle.map((id) => ground.silent(id, 15)),
        ...inUse.map((id) => ground.silent(id, 0)),
      ];
      feed.sessions = fleet(["a", "b", "c"], ["d", "e", "f", "g", "h", "i", "j"]);
      await runner.run();
      ground.pass(5);
      await runner.run();
      expect(ground.released).toEqual([["a", "b", "c"]]);
      feed.sessions = fleet(["d", "e", "f"], ["g", "h", "i", "j"]);
      await runner.run();
      const stoppedReason =
        "It would release 3 of 10 sessions, after 3 in the last hour, which is 60 % together, and may release 50 %.";
      expect(await ground.policies()).toMatchObject([{ mode: "stopped", stoppedReason }]);
    });

    test("while upstream fails, or has not answered for a while, nothing happens, and no warning is forgotten", async ({
      ground,
    }) => {
      const { feed } = ground;
      await ground.add("evenings");
      const runner = ground.runner();
      feed.sessions = [ground.silent("idle", 15)];
      await runner.run();
      ground.pass(5);
      feed.failure = { since: 0, code: "upstream_unavailable", message: "down" };
      const all = feed.sessions;
      feed.sessions = [];
      await runner.run();
      feed.sessions = all;
      await runner.run();
      feed.failure = null;
      feed.asOf = feed.now - 60_001;
      await runner.run();
      expect(ground.released).toEqual([]);
      expect(await ground.warnings()).toHaveLength(1);
      feed.asOf = undefined;
      await runner.run();
      expect(ground.released).toEqual([["idle"]]);
    });

    test("what was used, protected or is being released since the warning is left alone", async ({ ground }) => {
      const { feed } = ground;
      await ground.add("evenings");
      const runner = ground.runner();
      const ids = ["used", "watched", "protected", "releasing", "ended", "gone"];
      feed.sessions = ids.map((id) => ground.silent(id, 15));
      await runner.run();
      expect(await ground.warnings()).toHaveLength(ids.length);
      ground.pass(5);
      const by = { kind: "person" as const, id: "anna", name: "anna@x.test" };
      feed.sessions = [
        ground.silent("used", 1),
        ground.silent("watched", 20, { activity: { checkedAt: feed.now, lastAt: 1, watchedAt: feed.now } }),
        ground.silent("protected", 20, { protection: { until: feed.now + 1, reason: "a form", by: "anna" } }),
        ground.silent("releasing", 20, { release: { id: "r", state: "waiting", by, dueAt: feed.now } }),
        ground.silent("ended", 20, { status: "COMPLETED" }),
      ];
      await runner.run();
      expect(ground.released).toEqual([]);
      expect(await ground.warnings()).toEqual([]);
    });

    test("a release that cannot be recorded is tried again, and the warning stays", async ({ ground }) => {
      await ground.add("evenings");
      const runner = ground.runner();
      ground.feed.sessions = [ground.silent("idle", 15)];
      await runner.run();
      ground.pass(5);
      ground.failsToRecord = true;
      await runner.run();
      expect(await ground.warnings()).toHaveLength(1);
      ground.failsToRecord = false;
      await runner.run();
      expect(ground.released).toEqual([["idle"]]);
    });

    test("a release is a policy's own, in the database and the audit log", async ({ ground }) => {
      const id = await ground.add("evenings");
      const runner = ground.runner();
      ground.feed.sessions = [ground.silent("idle", 15)];
      await runner.run();
      ground.pass(5);
      await runner.run();
      expect(await ground.releases()).toMatchObject([{ by: { kind: "policy", id, name: "evenings" }, total: 1 }]);
      const entry = { actorKind: "policy", actorName: "evenings", action: "session.release", sessionId: "idle" };
      expect(await ground.entries()).toContainEqual(expect.objectContaining(entry));
    });

    test("a session of which somebody undid a release stays, also after a restart", async ({ ground }) => {
      await ground.add("evenings");
      ground.feed.sessions = [ground.silent("idle", 15)];
      const runner = ground.runner();
      await runner.run();
      await ground.undoRelease("idle");
      ground.pass(5);
      await runner.run();
      await ground.runner().run();
      expect(ground.released).toEqual([]);
      expect(await ground.warnings()).toEqual([]);
    });

    test("of two policies that mean the same session, the row names the one that comes first, and one releases it", async ({
      ground,
    }) => {
      const { feed } = ground;
      await ground.add("late", { graceSeconds: 600 });
      await ground.add("soon", { graceSeconds: 60 });
      const runner = ground.runner();
      feed.sessions = [ground.silent("idle", 15)];
      await runner.run();
      expect(feed.notes.get("idle")).toMatchObject({ policyName: "soon", dueAt: feed.now + MINUTE_MS });
      ground.pass(10);
      await runner.run();
      expect(ground.released).toEqual([["idle"]]);
      await runner.run();
      expect(await ground.warnings()).toEqual([]);
    });
  });
}
