import { AsyncLocalStorage } from "node:async_hooks";
import { setTimeout } from "node:timers/promises";
import { expect } from "@playwright/test";
import { eq, sql } from "drizzle-orm";
import type { DecidedOn } from "@/lib/domain/release";
import { auditEntry, notice, releaseIntent, sessionRecord } from "@/lib/server/db/schema";
import { AppError } from "@/lib/server/errors";
import { settleAbandoned } from "@/lib/server/services/audit/settle-requested";
import { writeWatched } from "@/lib/server/services/records/write-watched";
import { cancelRelease } from "@/lib/server/services/releases/cancel";
import { claimIntents } from "@/lib/server/services/releases/claim-intents";
import { createRelease } from "@/lib/server/services/releases/create";
import { markSending } from "@/lib/server/services/releases/mark-sending";
import { carryOutNow } from "@/lib/server/services/releases/now";
import { readRelease } from "@/lib/server/services/releases/read";
import { recordRelease } from "@/lib/server/services/releases/record-release";
import { protectSession } from "@/lib/server/services/sessions/protect";
import { FAST } from "./testing/release-server";
import { ADA, asAda, RELEASE_TESTS, type ReleaseWorld, running } from "./testing/release-world";

const MINUTE_MS = 60_000;
const broken = new AppError("upstream_unavailable", "Browserbase has a problem of its own (500).");
const busy = (retryAfterSeconds?: number) =>
  new AppError("rate_limited", "Browserbase asks to slow down (429).", { retryAfterSeconds });

for (const { kind, test } of RELEASE_TESTS) {
  test.describe(`on the ${kind} database`, () => {
    test.describe.configure({ timeout: 120_000 });

    test("a release waits in the open, is carried out, and is over when the picture says so", async ({ world }) => {
      const server = await world.startServer();
      const ada = asAda(server);
      const { release } = await createRelease(ada, { sessionIds: ["a", "b"], notMine: 2, reason: "done" });
      expect(release).toMatchObject({ total: 2, counts: { waiting: 2 }, reason: "done" });
      expect(server.feed.find("a")?.release).toMatchObject({
        state: "waiting",
        by: { name: ADA.email },
        reason: "done",
      });
      expect(server.feed.look().releases).toEqual([release]);
      const asked = { outcome: "requested", detail: null };
      expect(await world.entries()).toEqual([
        { sessionId: "a", ...asked },
        { sessionId: "b", ...asked },
      ]);
      // An earlier server may have left it, and it is going on all the same.
      expect(await settleAbandoned(world.database, Date.now() + 60 * MINUTE_MS)).toBe(0);
      await server.worker.start();
      await carryOutNow(ada, { id: release?.id ?? "" });
      const settled = await world.untilSettled(server, release?.id ?? "");
      expect(settled.intents).toMatchObject([
        { sessionId: "a", state: "released", detail: null, savedMinutes: 13 },
        { sessionId: "b", state: "released", detail: null, savedMinutes: 13 },
      ]);
      expect(world.upstream.asked.toSorted()).toEqual(["a", "b"]);
      expect(await world.entries()).toEqual([
        { sessionId: "a", outcome: "done", detail: null },
        { sessionId: "b", outcome: "done", detail: null },
      ]);
      expect(server.feed.find("a")).toMatchObject({ status: "COMPLETED", release: { state: "released" } });
      expect(server.feed.look().releases).toEqual([settled.release]);
      expect(server.failures).toEqual([]);
    });

    test("what waits can be undone, and nothing is asked of upstream", async ({ world }) => {
      const server = await world.startServer();
      const { release } = await createRelease(asAda(server), { sessionIds: ["a", "b"], notMine: 2 });
      await server.worker.start();
      const id = release?.id ?? "";
      expect(await cancelRelease(asAda(server), { id })).toMatchObject({ cancelled: 2, sent: 0 });
      expect(await cancelRelease(asAda(server), { id })).toMatchObject({ cancelled: 0, sent: 0 });
      expect(server.feed.find("a")?.release).toMatchObject({ state: "cancelled" });
      expect((await world.entries())[0]).toMatchObject({ outcome: "skipped", detail: `undone by ${ADA.email}` });
      expect(world.upstream.asked).toEqual([]);
      expect((await readRelease(asAda(server), { id })).release.settledAt).toBeDefined();
    });

    test("what was skipped was not sent", async ({ world }) => {
      world.upstream.lastActivities.set("a", Date.now());
      const server = await world.startServer();
      await server.worker.start();
      const id = await world.release(server, ["a", "b"]);
      await world.untilSettled(server, id);
      expect(await cancelRelease(asAda(server), { id })).toMatchObject({ cancelled: 0, sent: 1 });
    });

    test("what upstream put off was not sent either, whatever became of it", async ({ world }) => {
      const { upstream } = world;
      const server = await world.startServer();
      upstream.react("a", { fails: busy() });
      let letGo = () => {};
      upstream.releaseGate = new Promise((resolve) => {
        letGo = () => resolve();
      });
      const id = await world.release(server, ["a"]);
      await server.worker.start();
      await expect.poll(() => upstream.asked).toEqual(["a"]);
      upstream.lastActivities.set("a", Date.now() + MINUTE_MS);
      letGo();
      expect((await world.untilSettled(server, id)).release.counts).toEqual({ skipped: 1 });
      expect(await cancelRelease(asAda(server), { id })).toMatchObject({ cancelled: 0, sent: 0 });
    });

    test("what has been sent goes on when the rest is undone", async ({ world }) => {
      const { upstream } = world;
      const server = await world.startServer();
      let letGo = () => {};
      upstream.releaseGate = new Promise((resolve) => {
        letGo = () => resolve();
      });
      const id = await world.release(server, ["a", "b", "c", "d", "e"]);
      await server.worker.start();
      await expect.poll(() => upstream.asked.length).toBe(4);
      expect(await cancelRelease(asAda(server), { id })).toMatchObject({ cancelled: 1, sent: 4 });
      letGo();
      const { release } = await world.untilSettled(server, id);
      expect(release.counts).toEqual({ released: 4, cancelled: 1 });
      expect(upstream.sessions.filter(({ status }) => status === "RUNNING")).toHaveLength(2);
    });

    test("a session that became active between the decision and the request is left alone", async ({ world }) => {
      const { upstream } = world;
      upstream.lastActivities.set("a", Date.now() + MINUTE_MS);
      upstream.lastActivities.set("b", Date.now() - MINUTE_MS);
      const server = await world.startServer();
      await server.worker.start();
      const { intents } = await world.untilSettled(server, await world.release(server, ["a", "b"]));
      expect(intents.map(({ state }) => state)).toEqual(["skipped", "released"]);
      expect(intents[0]?.detail).toBe("active just before it was to end");
      expect(world.isRunning("a")).toBe(true);
      expect(upstream.asked).toEqual(["b"]);
      expect((await world.entries())[0]).toMatchObject({ outcome: "skipped", detail: intents[0]?.detail });
      expect(server.feed.find("a")?.release).toMatchObject({
        state: "skipped",
        detail: intents[0]?.detail,
        usedAt: upstream.lastActivities.get("a"),
      });
      // The row does not go on saying that it is idle.
      await expect.poll(() => server.feed.find("a")?.activity?.lastAt).toBe(upstream.lastActivities.get("a"));
    });

    test("activity counts that came after the last that was known, unless it was known to be in use", async ({
      world,
    }) => {
      const { upstream } = world;
      const server = await world.startServer();
      const lastAt = Date.now() - 10 * MINUTE_MS;
      for (const id of ["a", "b", "c"]) server.feed.note([[id, { activity: { checkedAt: lastAt, lastAt } }]]);
      upstream.lastActivities.set("a", lastAt + 2 * MINUTE_MS);
      upstream.lastActivities.set("b", lastAt + 2 * MINUTE_MS);
      upstream.lastActivities.set("c", lastAt);
      await server.worker.start();
      const id = await world.release(server, ["a", "b", "c"], { activeIds: ["b"] });
      const { intents } = await world.untilSettled(server, id);
      expect(intents.map(({ state }) => state)).toEqual(["skipped", "released", "released"]);
      expect(intents[0]?.detail).toBe("active 8 min before it was to end");
    });

    test("use from just before the decision that nobody was asked about counts, whether it was known by then or not", async ({
      world,
    }) => {
      const { upstream } = world;
      const server = await world.startServer();
      const now = server.feed.upstreamNow();
      const used = (agoMs: number) => ({ activity: { checkedAt: now, lastAt: now - agoMs } });
      const silent = { checkedAt: now, lastAt: now - 20 * MINUTE_MS };
      server.feed.note([
        ["a", used(8_000)],
        ["c", used(70_000)],
        ["d", used(5_000)],
        ["e", { activity: { ...silent, watchedAt: now - 5 * MINUTE_MS } }],
        ["other", { activity: silent }],
      ]);
      upstream.lastActivities.set("a", now - 8_000);
      upstream.lastActivities.set("b", now - 10_000);
      upstream.lastActivities.set("c", now - 70_000);
      upstream.lastActivities.set("d", new AppError("upstream_refused", "No logs here."));
      const id = await world.release(server, ["a", "b", "c", "d", "e", "other"]);
      server.feed.note([["other", { activity: { ...silent, watchedAt: now - 1_000 } }]]);
      await server.worker.start();
      const { intents } = await world.untilSettled(server, id);
      expect(intents.map(({ state, detail }) => [state, detail])).toEqual([
        ["skipped", expect.stringMatching(/^active \d+ s before it was to end$/)],
        ["skipped", expect.stringMatching(/^active 1\d s before it was to end$/)],
        ["released", null],
        ["skipped", expect.stringMatching(/^active \d+ s before it was to end$/)],
        ["released", null],
        ["skipped", expect.stringMatching(/^active \d+ s before it was to end$/)],
      ]);
      expect(upstream.asked.toSorted()).toEqual(["c", "e"]);
    });

    test("a live view that was opened a moment ago on another server keeps its session", async ({ world }) => {
      const { upstream, database } = world;
      const server = await world.startServer();
      const id = await world.release(server, ["a", "b"]);
      const watched = upstream.sessions.find((one) => one.id === "a") ?? running("a");
      await writeWatched(database, watched, server.feed.upstreamNow());
      await server.worker.start();
      const { intents } = await world.untilSettled(server, id);
      expect(intents).toMatchObject([
        {
          sessionId: "a",
          state: "skipped",
          detail: expect.stringMatching(/^active (\d s|just) before it was to end$/),
        },
        { sessionId: "b", state: "released" },
      ]);
      expect(upstream.asked).toEqual(["b"]);
    });

    test("a log counts as read when it was asked for, not when it was answered", async ({ world }) => {
      const { upstream } = world;
      const server = await world.startServer();
      const now = server.feed.upstreamNow();
      // So lately that it is not read again on its own.
      server.feed.note([["a", { activity: { checkedAt: now, lastAt: now - 20 * MINUTE_MS } }]]);
      let askedAt = Number.NaN;
      upstream.logGate = async () => {
        askedAt = server.feed.upstreamNow();
        await setTimeout(50);
      };
      await server.worker.start();
      await world.untilSettled(server, await world.release(server, ["a"]));
      await expect.poll(() => server.feed.find("a")?.activity?.checkedAt).toBeGreaterThan(now);
      expect(server.feed.find("a")?.activity?.checkedAt).toBeLessThanOrEqual(askedAt);
    });

    test("a log that cannot be read keeps everybody from releasing, but who was shown that its use is not known", async ({
      world,
    }) => {
      const { upstream } = world;
      const server = await world.startServer();
      const now = server.feed.upstreamNow();
      const refused = new AppError("upstream_refused", "No logs here.");
      for (const id of ["a", "b"]) upstream.lastActivities.set(id, refused);
      upstream.lastActivities.set("c", new AppError("upstream_unreadable", "Too heavy."));
      server.feed.note(["b", "c"].map((id) => [id, { activity: { checkedAt: now, lastAt: now - 20 * MINUTE_MS } }]));
      upstream.lastActivities.set("d", refused);
      await releaseByPolicy(world, "d", { at: now, lastAt: null, wasActive: false });
      await server.worker.start();
      const { intents } = await world.untilSettled(server, await world.release(server, ["a", "b", "c"]));
      expect(intents.map(({ state, detail }) => [state, detail])).toEqual([
        ["released", null],
        ["skipped", "its use could not be looked at: No logs here."],
        ["skipped", "its use could not be looked at: Too heavy."],
      ]);
      expect((await world.untilSettled(server, "by-policy")).intents).toMatchObject([
        { state: "skipped", detail: "its use could not be looked at: No logs here." },
      ]);
      expect(upstream.asked).toEqual(["a"]);
    });

    test("while a log fails it is asked for again, and what is in use by then is left alone", async ({ world }) => {
      const { upstream } = world;
      const server = await world.startServer();
      const now = server.feed.upstreamNow();
      const known = { activity: { checkedAt: now, lastAt: now - 20 * MINUTE_MS } };
      server.feed.note(["a", "b"].map((id) => [id, known]));
      for (const id of ["a", "b", "c"]) upstream.lastActivities.set(id, broken);
      const id = await world.release(server, ["a", "b", "c"]);
      await server.worker.start();
      // Nobody knew of its use, and whoever released it was shown so.
      await expect.poll(() => upstream.asked, { timeout: 20_000 }).toEqual(["c"]);
      await expect
        .poll(() => server.feed.find("a")?.release?.detail)
        .toBe(`its use could not be looked at: ${broken.message}`);
      upstream.lastActivities.set("a", Date.now());
      upstream.lastActivities.set("b", now - 20 * MINUTE_MS);
      const { intents } = await world.untilSettled(server, id);
      expect(intents.map(({ state }) => state)).toEqual(["skipped", "released", "released"]);
    });

    test("a session whose log fails for too long is not released, and that is told as failed", async ({ world }) => {
      const { upstream } = world;
      const server = await world.startServer("one", { ...FAST, giveUpAfterMs: 500 });
      const now = server.feed.upstreamNow();
      server.feed.note([["a", { activity: { checkedAt: now, lastAt: now - 20 * MINUTE_MS } }]]);
      upstream.lastActivities.set("a", broken);
      await server.worker.start();
      const { intents } = await world.untilSettled(server, await world.release(server, ["a"]));
      const why = `its use could not be looked at: ${broken.message}`;
      expect(intents).toMatchObject([{ state: "failed" }]);
      expect(intents[0]?.detail).toMatch(/^given up after \d+ tries: /);
      expect(intents[0]?.detail).toContain(why);
      expect(upstream.asked).toEqual([]);
    });

    test("a log that says nothing keeps a policy from releasing", async ({ world }) => {
      const server = await world.startServer();
      await server.worker.start();
      const lastAt = Date.now() - 20 * MINUTE_MS;
      await releaseByPolicy(world, "a", { at: Date.now(), lastAt, wasActive: false });
      server.worker.wake();
      const { intents } = await world.untilSettled(server, "by-policy");
      expect(intents).toMatchObject([{ state: "skipped", detail: "its log says nothing" }]);
      expect(world.upstream.asked).toEqual([]);
    });

    test("that a session is over already is a success", async ({ world }) => {
      const { upstream } = world;
      const server = await world.startServer();
      const id = await world.release(server, ["a", "b"]);
      upstream.end("a", Date.now() - MINUTE_MS);
      upstream.sessions = upstream.sessions.filter((one) => one.id !== "b");
      await server.worker.start();
      expect((await world.untilSettled(server, id)).release.counts).toEqual({ "already-ended": 2 });
      expect(upstream.asked).toEqual([]);
      expect((await world.entries())[0]).toMatchObject({ outcome: "done", detail: "It had ended already." });
    });

    test("what upstream refuses is told in its own words", async ({ world }) => {
      const { upstream } = world;
      upstream.react("a", { fails: new AppError("upstream_refused", "Not your session.") });
      const server = await world.startServer();
      await server.worker.start();
      const { intents } = await world.untilSettled(server, await world.release(server, ["a"]));
      expect(intents).toMatchObject([{ state: "refused", detail: "Not your session.", savedMinutes: null }]);
      expect(await world.entries()).toMatchObject([{ outcome: "refused", detail: "Not your session." }]);
      expect(upstream.asked).toEqual(["a"]);
    });

    test("when upstream asks to slow down all wait for as long as it says, and can be undone meanwhile", async ({
      world,
    }) => {
      const { upstream } = world;
      upstream.react("a", { fails: busy(2) });
      const server = await world.startServer();
      const id = await world.release(server, ["a"]);
      await server.worker.start();
      await expect.poll(() => server.feed.find("a")?.release?.detail).toBe("Browserbase asks to slow down (429).");
      const toldAt = Date.now();
      const other = await world.release(server, ["b"]);
      expect(server.feed.find("a")?.release?.state).toBe("waiting");
      expect(await cancelRelease(asAda(server), { id })).toMatchObject({ cancelled: 1, sent: 0 });
      await world.untilSettled(server, other);
      expect(Date.now() - toldAt).toBeGreaterThan(1_500);
      expect(upstream.asked).toEqual(["a", "b"]);
      expect(world.isRunning("a")).toBe(true);
    });

    test("what upstream puts off is not given up for the number of times that it did, but in the end", async ({
      world,
    }) => {
      const { upstream } = world;
      upstream.react("a", ...Array.from({ length: 4 }, () => ({ fails: busy() })));
      const server = await world.startServer("one", { ...FAST, giveUpAfterMs: 0, leastTries: 2 });
      await server.worker.start();
      const { intents } = await world.untilSettled(server, await world.release(server, ["a"]));
      expect(intents).toMatchObject([{ state: "released" }]);
      expect(upstream.asked).toHaveLength(5);
      await server.worker.stop();
      upstream.react("b", ...Array.from({ length: 50 }, () => ({ fails: busy() })));
      const next = await world.startServer("next", { ...FAST, putOffForMs: 1_000 });
      await next.worker.start();
      const given = await world.untilSettled(next, await world.release(next, ["b"]));
      expect(given.intents).toMatchObject([
        { state: "failed", detail: expect.stringMatching(/^given up after 0 tries/) },
      ]);
    });

    test("what ended by itself while upstream put it off was not released by us", async ({ world }) => {
      const { upstream } = world;
      upstream.react("a", { fails: busy(1) });
      const server = await world.startServer();
      await server.worker.start();
      const id = await world.release(server, ["a"]);
      await expect.poll(() => upstream.asked).toEqual(["a"]);
      upstream.end("a");
      expect((await world.untilSettled(server, id)).release.counts).toEqual({ "already-ended": 1 });
      expect(upstream.asked).toEqual(["a"]);
    });

    test("a lost answer is looked up before it is asked again", async ({ world }) => {
      const { upstream } = world;
      upstream.react("a", { ends: true, fails: broken });
      upstream.react("b", { fails: broken });
      upstream.react("c", { fails: busy() });
      const server = await world.startServer();
      await server.worker.start();
      const { intents } = await world.untilSettled(server, await world.release(server, ["a", "b", "c"]));
      expect(intents.map(({ state }) => state)).toEqual(["released", "released", "released"]);
      expect(upstream.asked.toSorted()).toEqual(["a", "b", "b", "c", "c"]);
    });

    test("a session that still runs long after the request is asked again, and that is shown", async ({ world }) => {
      const { upstream } = world;
      upstream.react("a", {}, {});
      const server = await world.startServer();
      await server.worker.start();
      const told = new Set<string | undefined>();
      server.feed.onPicture(() => told.add(server.feed.find("a")?.release?.detail));
      const id = await world.release(server, ["a"]);
      expect((await world.untilSettled(server, id)).intents).toMatchObject([{ state: "released", detail: null }]);
      expect(told).toContain("still RUNNING long after the request, so it was asked for again");
      expect(upstream.asked).toEqual(["a", "a", "a"]);
    });

    test("what upstream accepts late is not given up before it had the time to end", async ({ world }) => {
      const { upstream } = world;
      upstream.react("a", { fails: broken }, { fails: broken }, { fails: broken }, {});
      const timing = { ...FAST, giveUpAfterMs: 0, leastTries: 3, verifyWithinMs: 60_000 };
      const server = await world.startServer("one", timing);
      await server.worker.start();
      const id = await world.release(server, ["a"]);
      const state = async () => (await readRelease(asAda(server), { id })).intents[0]?.state;
      await expect.poll(async () => [await state(), upstream.asked.length]).toEqual(["failed", 3]);
      // With one try fewer the next request is accepted.
      upstream.react("b", { fails: broken }, { fails: broken }, {});
      const next = await world.release(server, ["b"]);
      await expect.poll(() => server.feed.find("b")?.release?.state).toBe("verifying");
      upstream.end("b");
      expect((await world.untilSettled(server, next)).release.counts).toEqual({ released: 1 });
    });

    test("a last try whose answer is lost is looked at before it is given up", async ({ world }) => {
      const { upstream } = world;
      upstream.react("a", { fails: broken }, { ends: true, fails: broken });
      const server = await world.startServer("one", { ...FAST, giveUpAfterMs: 0, leastTries: 2 });
      await server.worker.start();
      expect((await world.untilSettled(server, await world.release(server, ["a"]))).release.counts).toEqual({
        released: 1,
      });
    });

    test("that a session was known to be in use ends it for a while, and then its use is looked at again", async ({
      world,
    }) => {
      const { upstream } = world;
      upstream.lastActivities.set("a", Date.now() + MINUTE_MS);
      const server = await world.startServer("one", { ...FAST, giveUpAfterMs: 0 });
      await server.worker.start();
      const id = await world.release(server, ["a"], { activeIds: ["a"] });
      expect((await world.untilSettled(server, id)).release.counts).toEqual({ skipped: 1 });
      expect(upstream.asked).toEqual([]);
    });

    test("an end that is only inferred is looked up, and no verification", async ({ world }) => {
      const { upstream } = world;
      upstream.react("a", {});
      const server = await world.startServer("one", { ...FAST, verifyWithinMs: 60_000 });
      await server.worker.start();
      const id = await world.release(server, ["a"]);
      await expect.poll(() => server.feed.find("a")?.release?.state).toBe("verifying");
      const { listLive, retrieveSession } = upstream;
      let lookUps = 0;
      upstream.retrieveSession = async (sessionId) => {
        lookUps += 1;
        throw new AppError("upstream_unavailable", `${sessionId}: down`);
      };
      upstream.listLive = async (statuses) => {
        const answer = await listLive.call(upstream, statuses);
        return {
          ...answer,
          value: { ...answer.value, sessions: answer.value.sessions.filter((one) => one.id !== "a") },
        };
      };
      await expect.poll(() => server.feed.find("a")?.isEndInferred).toBe(true);
      await expect.poll(() => lookUps).toBeGreaterThan(5);
      expect((await readRelease(asAda(server), { id })).intents[0]?.state).toBe("verifying");
      upstream.listLive = listLive;
      upstream.retrieveSession = retrieveSession;
      upstream.end("a");
      expect((await world.untilSettled(server, id)).release.counts).toEqual({ released: 1 });
    });

    test("what never ends is given up, and told as failed", async ({ world }) => {
      const { upstream } = world;
      upstream.react("a", ...Array.from({ length: 50 }, () => ({})));
      const server = await world.startServer("one", { ...FAST, giveUpAfterMs: 500 });
      await server.worker.start();
      const { intents } = await world.untilSettled(server, await world.release(server, ["a"]));
      const detail = expect.stringMatching(
        /^given up after \d+ tries: still RUNNING long after the request, so it was asked for again$/,
      );
      expect(intents).toMatchObject([{ state: "failed", detail, savedMinutes: null }]);
      expect(await world.entries()).toMatchObject([{ outcome: "failed", detail }]);
    });

    test("a release that failed in part is told of once, when it is over, and one that was only skipped is not", async ({
      world,
    }) => {
      const { upstream, database } = world;
      upstream.react("a", { fails: new AppError("upstream_refused", "Not your session.") });
      upstream.react("b", ...Array.from({ length: 50 }, () => ({})));
      for (const id of ["c", "d"]) upstream.lastActivities.set(id, Date.now() + MINUTE_MS);
      const server = await world.startServer("one", { ...FAST, giveUpAfterMs: 500 });
      await server.worker.start();
      await world.untilSettled(server, await world.release(server, ["d"]));
      const releaseId = await world.release(server, ["a", "b", "c", "e"]);
      await world.untilSettled(server, releaseId);
      expect(await database.db.select().from(notice)).toMatchObject([
        {
          kind: "release.failed",
          sessionId: null,
          message: `2 of 4 sessions of a release by ${ADA.email} could not be released: Not your session.`,
          data: { releaseId, failed: 2, total: 4 },
        },
      ]);
    });

    test("protection that comes while a release waits holds, and whoever types the id is not held by it", async ({
      world,
    }) => {
      const server = await world.startServer();
      const ada = asAda(server);
      const protection = { forSeconds: 600, reason: "A demo" };
      const { protection: shownProtection } = await protectSession(ada, { id: "b", ...protection });
      const first = await createRelease(ada, { sessionIds: ["a", "b"], notMine: 2 });
      expect(first.leftOut).toEqual([{ sessionId: "b", why: "protected", protection: shownProtection }]);
      await protectSession(ada, { id: "a", ...protection });
      const typed = await world.release(server, ["b"], { protectedShortId: "b", shownProtection });
      await server.worker.start();
      await carryOutNow(ada, { id: first.release?.id ?? "" });
      const { intents } = await world.untilSettled(server, first.release?.id ?? "");
      expect(intents).toMatchObject([{ state: "skipped", detail: `protected by ${ADA.email}: A demo` }]);
      expect((await world.untilSettled(server, typed)).release.counts).toEqual({ released: 1 });
      expect(world.upstream.asked).toEqual(["b"]);
    });

    test("what a killed server was at is brought to its end by the next, once", async ({ world }) => {
      const { upstream, database } = world;
      const killed = await world.startServer("killed");
      const id = await world.release(killed, ["a", "b", "c", "d"]);
      const claimedUntil = kind === "embedded" ? new Date(Date.now() + MINUTE_MS) : new Date(Date.now() - 1);
      const leave = (sessionId: string, changes: Partial<typeof releaseIntent.$inferInsert>) =>
        database.db
          .update(releaseIntent)
          .set({ claimedBy: "killed", claimedUntil, ...changes })
          .where(eq(releaseIntent.sessionId, sessionId));
      const sentAt = new Date();
      await leave("a", {});
      // The request arrived, and the answer did not.
      await leave("b", { state: "sending", sentAt });
      upstream.end("b");
      // It never arrived.
      await leave("c", { state: "sending", sentAt });
      const later = new Date(Date.now() + MINUTE_MS);
      await leave("d", { state: "verifying", sentAt, claimedBy: null, claimedUntil: null, nextAttemptAt: later });
      upstream.end("d");
      const next = await world.startServer("next");
      await next.worker.start();
      expect((await world.untilSettled(next, id)).release.counts).toEqual({ released: 4 });
      expect(upstream.asked.toSorted()).toEqual(["a", "c"]);
      expect((await world.entries()).map(({ outcome }) => outcome)).toEqual(["done", "done", "done", "done"]);
      expect(next.feed.find("a")?.release).toMatchObject({ id, state: "released" });
    });

    test("a session that was protected, or used since the request, is not asked again, and not said to be skipped", async ({
      world,
    }) => {
      const { upstream, database } = world;
      const killed = await world.startServer("killed");
      const lastAt = Date.now() - 20 * MINUTE_MS;
      for (const id of ["a", "b", "c", "d"]) upstream.lastActivities.set(id, lastAt);
      const id = await world.release(killed, ["a", "b", "c", "d"], { activeIds: ["c"] });
      const sentAt = new Date(Date.now() - MINUTE_MS);
      const sent = { state: "sending", sentAt, claimedBy: "killed", claimedUntil: sentAt } as const;
      await database.db.update(releaseIntent).set(sent).where(eq(releaseIntent.releaseId, id));
      await database.db
        .update(releaseIntent)
        .set({ state: "verifying", claimedBy: null, claimedUntil: null })
        .where(eq(releaseIntent.sessionId, "b"));
      const protection = { until: Date.now() + MINUTE_MS, reason: "A demo", by: ADA.email };
      const startedAt = new Date(lastAt);
      await database.db
        .insert(sessionRecord)
        .values({ id: "a", startedAt, status: "RUNNING", keepAlive: true, protection })
        .onConflictDoUpdate({ target: sessionRecord.id, set: { protection } });
      for (const used of ["b", "c"]) upstream.lastActivities.set(used, Date.now() - 10_000);
      const next = await world.startServer("next", { ...FAST, giveUpAfterMs: 1_500 });
      await next.worker.start();
      const { intents } = await world.untilSettled(next, id);
      const asked = "given up after \\d+ tries: asked to end, and not asked again";
      const failed = (why: string) => ({ state: "failed", detail: expect.stringMatching(`^${asked}: ${why}$`) });
      expect(intents).toMatchObject([
        { sessionId: "a", ...failed(`protected by ${ADA.email}: A demo`) },
        { sessionId: "b", ...failed("it was used since") },
        { sessionId: "c", state: "released" },
        { sessionId: "d", state: "released" },
      ]);
      expect(upstream.asked.toSorted()).toEqual(["c", "d"]);
    });

    test("what upstream was asked to end, and ends after it was used again, was released", async ({ world }) => {
      const { upstream } = world;
      upstream.react("a", {});
      const server = await world.startServer();
      await server.worker.start();
      const id = await world.release(server, ["a"]);
      await expect.poll(() => upstream.asked).toEqual(["a"]);
      upstream.lastActivities.set("a", Date.now() + MINUTE_MS);
      await expect
        .poll(() => server.feed.find("a")?.release?.detail)
        .toMatch(/and not asked again: it was used since$/);
      expect(server.feed.find("a")?.release?.state).toBe("verifying");
      upstream.end("a");
      expect((await world.untilSettled(server, id)).release.counts).toEqual({ released: 1 });
      expect(upstream.asked).toEqual(["a"]);
    });

    test("a session that upstream was asked to end is protected by nobody any more", async ({ world }) => {
      const { upstream, database } = world;
      let letGo = () => {};
      upstream.releaseGate = new Promise((resolve) => {
        letGo = () => resolve();
      });
      const server = await world.startServer();
      await server.worker.start();
      const id = await world.release(server, ["a"]);
      await expect.poll(() => upstream.asked).toEqual(["a"]);
      const protecting = protectSession(asAda(server), { id: "a", forSeconds: 600, reason: "A demo" });
      await expect(protecting).rejects.toMatchObject({ code: "conflict", message: expect.stringMatching(/too late/) });
      expect(server.feed.find("a")?.protection).toBeUndefined();
      expect(await database.db.select().from(auditEntry).where(eq(auditEntry.action, "session.protect"))).toEqual([]);
      letGo();
      expect((await world.untilSettled(server, id)).release.counts).toEqual({ released: 1 });
    });

    test("a protection that came after the id was typed holds", async ({ world }) => {
      const server = await world.startServer();
      const ada = asAda(server);
      const { protection } = await protectSession(ada, { id: "a", forSeconds: 600, reason: "A demo" });
      const typed = { protectedShortId: "a", shownProtection: protection };
      const { release } = await createRelease(ada, { sessionIds: ["a"], notMine: 1, ...typed });
      await protectSession(ada, { id: "a", forSeconds: 600, reason: "Another demo" });
      await carryOutNow(ada, { id: release?.id ?? "" });
      await server.worker.start();
      const { intents } = await world.untilSettled(server, release?.id ?? "");
      expect(intents).toMatchObject([{ state: "skipped", detail: `protected by ${ADA.email}: Another demo` }]);
      expect(world.upstream.asked).toEqual([]);
    });

    for (const when of ["before", "while"]) {
      test(`a protection that is being written holds back the request of a release from ${when} that`, async ({
        world,
      }) => {
        test.skip(kind === "embedded", "Its transactions follow one another.");
        const { database } = world;
        const server = await world.startServer();
        const ids = ["a"];
        if (when === "before") await world.release(server, ids);
        const outside = AsyncLocalStorage.snapshot();
        const isWaiting = sql`datname = current_database() and wait_event_type = 'Lock'`;
        const { marking } = await database.inTransaction(async () => {
          await protectSession(asAda(server), { id: "a", forSeconds: 600, reason: "A demo" });
          // The picture shows it at once, and those of other servers do not.
          server.feed.note([["a", { protection: undefined }]]);
          const marking = outside(async () => {
            if (when === "while") await world.release(server, ids);
            const [intent] = await claimIntents(database, server.server, 1);
            if (!intent) throw new Error("nothing is due");
            return markSending(server, intent);
          });
          await outside(() => expect.poll(() => database.db.$count(sql`pg_stat_activity`, isWaiting)).toBe(1));
          return { marking };
        });
        expect(await marking).toMatchObject({ is: "protected", protection: { reason: "A demo" } });
      });
    }

    test("the picture is not drawn anew for each of many sessions", async ({ world }) => {
      const { upstream } = world;
      const ids = Array.from({ length: 100 }, (_, index) => `s${index}`);
      upstream.sessions = ids.map((id) => running(id));
      for (const id of ids) upstream.lastActivities.set(id, Date.now() - 20 * MINUTE_MS);
      const server = await world.startServer();
      let tellings = 0;
      const { feed } = server;
      const note = feed.note.bind(feed);
      feed.note = (notes) => {
        tellings += 1;
        note(notes);
      };
      const id = await world.release(server, ids);
      await server.worker.start();
      await world.untilSettled(server, id);
      expect(tellings).toBeLessThan(ids.length);
      for (const one of ids)
        await expect.poll(() => feed.find(one)?.activity?.lastAt).toBe(upstream.lastActivities.get(one));
    });

    test("of two servers each intent is carried out by one, and both show it", async ({ world }) => {
      test.skip(kind === "embedded", "The embedded database has one server.");
      const { upstream } = world;
      const ids = Array.from({ length: 60 }, (_, index) => `s${index}`);
      upstream.sessions = ids.map((id) => running(id));
      const [one, two] = [await world.startServer("one"), await world.startServer("two")];
      await Promise.all([one.worker.start(), two.worker.start()]);
      const release = await world.release(one, ids);
      const settled = await world.untilSettled(two, release);
      expect(settled.release.counts).toEqual({ released: ids.length });
      expect(upstream.asked.toSorted()).toEqual(ids.toSorted());
      for (const { feed } of [one, two]) {
        const counts = () => feed.look().releases.map((summary) => [summary.id, summary.counts]);
        await expect.poll(counts).toEqual([[release, settled.release.counts]]);
      }
    });
  });
}

/** A policy's release of one session, named `by-policy`, that is due now. */
async function releaseByPolicy({ database }: ReleaseWorld, sessionId: string, decided: DecidedOn): Promise<void> {
  await recordRelease(
    { database, actor: { kind: "system" } },
    {
      id: "by-policy",
      by: { kind: "policy", id: "p", name: "Idle" },
      waitMs: 0,
      decided: new Map([[sessionId, decided]]),
    },
  );
}
