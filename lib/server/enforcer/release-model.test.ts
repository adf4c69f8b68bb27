import { expect } from "@playwright/test";
import fc from "fast-check";
import { AppError } from "@/lib/server/errors";
import { cancelRelease } from "@/lib/server/services/releases/cancel";
import { createRelease } from "@/lib/server/services/releases/create";
import { carryOutNow } from "@/lib/server/services/releases/now";
import { readRelease } from "@/lib/server/services/releases/read";
import { protectSession } from "@/lib/server/services/sessions/protect";
import type { ReleaseServer } from "./testing/release-server";
import { asAda, RELEASE_TESTS, type ReleaseWorld, running } from "./testing/release-world";

const REACTIONS = [
  { ends: true },
  { fails: new AppError("upstream_unavailable", "The request was lost.") },
  { ends: true, fails: new AppError("upstream_unavailable", "The answer was lost.") },
  { fails: new AppError("rate_limited", "Slow down.") },
  // Accepted, and nothing came of it.
  {},
];

/** What happens to one session between the decision and its end. */
const plan = fc.record({
  usedAgoMs: fc.constantFrom(5_000, 120_000),
  isUseKnown: fc.boolean(),
  isConfirmed: fc.boolean(),
  meanwhile: fc.constantFrom("nothing", "used", "watched", "protected", "undone", "ended"),
  reactions: fc.array(fc.constantFrom(...REACTIONS), { maxLength: 2 }),
});
type Plan = typeof plan extends fc.Arbitrary<infer Value> ? Value : never;

const plans = fc.record({
  sessions: fc.array(plan, { minLength: 1, maxLength: 6 }),
  /** The server stops when so many requests have left, and another goes on. */
  stopsAfter: fc.option(fc.nat(3)),
});

/** Other plans each time; whoever wants those of a run that failed again gives the seed that it printed. */
const SEED = process.env.FUZZ_SEED === undefined ? undefined : Number(process.env.FUZZ_SEED);
/** As many as take some seconds. */
const RUNS = Number(process.env.FUZZ_RUNS ?? 6);

for (const { kind, test } of RELEASE_TESTS) {
  test.describe(`on the ${kind} database`, () => {
    test.describe.configure({ timeout: 120_000 });

    test("whatever happens meanwhile, none in use is ended, none is lost, and none is asked twice without a look", async ({
      world,
    }) => {
      let runs = 0;
      await fc.assert(
        fc.asyncProperty(plans, async ({ sessions, stopsAfter }) => {
          runs += 1;
          const all = new Map(sessions.map((one, index) => [`run${runs}-${index}`, one]));
          await check(world, all, stopsAfter);
        }),
        { numRuns: RUNS, endOnFailure: true, seed: SEED },
      );
    });
  });
}

async function check(world: ReleaseWorld, all: ReadonlyMap<string, Plan>, stopsAfter: number | null): Promise<void> {
  const { upstream } = world;
  const ids = [...all.keys()];
  upstream.sessions = ids.map((id) => running(id));
  const first = await world.startServer(ids[0]);
  const now = first.feed.upstreamNow();
  for (const [id, { usedAgoMs, isUseKnown, reactions }] of all) {
    upstream.lastActivities.set(id, now - usedAgoMs);
    upstream.react(id, ...reactions);
    if (isUseKnown) first.feed.note([[id, { activity: { checkedAt: now, lastAt: now - usedAgoMs } }]]);
  }
  const happened = record(world);
  const ada = asAda(first);
  const release = async (sessionIds: string[]) => {
    if (sessionIds.length === 0) return undefined;
    const activeIds = sessionIds.filter((id) => all.get(id)?.isConfirmed);
    return (await createRelease(ada, { sessionIds, notMine: sessionIds.length, activeIds })).release?.id;
  };
  const undone = await release(ids.filter((id) => all.get(id)?.meanwhile === "undone"));
  const released = await release(ids.filter((id) => all.get(id)?.meanwhile !== "undone"));
  for (const [id, { meanwhile }] of all) {
    if (meanwhile === "used") upstream.lastActivities.set(id, Date.now());
    if (meanwhile === "protected") await protectSession(ada, { id, forSeconds: 600, reason: "A demo" });
    if (meanwhile === "ended") upstream.end(id);
  }
  if (undone) await cancelRelease(ada, { id: undone });
  if (released) await carryOutNow(ada, { id: released });
  await work(first, all);
  if (stopsAfter !== null) {
    const isOver = async () => !released || (await readRelease(ada, { id: released })).release.settledAt !== undefined;
    const asks = () => happened.filter(({ what }) => what === "asks").length;
    await expect.poll(async () => asks() >= stopsAfter || (await isOver()), { timeout: 60_000 }).toBe(true);
    await first.stop();
  }
  const last = stopsAfter === null ? first : await world.startServer(`${ids[0]}-next`);
  if (last !== first) await work(last, all);
  const intents = released ? (await world.untilSettled(last, released)).intents : [];
  for (const { sessionId, state } of intents) expect(state, sessionId).toBe(outcomeOf(all.get(sessionId)));
  for (const [id, one] of all) {
    const own = happened.filter((event) => event.id === id);
    const isLeftAlone = outcomeOf(one) !== "released";
    expect(world.isRunning(id), id).toBe(isLeftAlone && one.meanwhile !== "ended");
    expect(
      own.some(({ what }) => what === "asks"),
      id,
    ).toBe(!isLeftAlone);
    for (const [index, { what, wasRunning }] of own.entries()) {
      if (what !== "asks") continue;
      expect(wasRunning, id).toBe(true);
      expect(own[index - 1]?.what, id).toBe("looks");
    }
  }
  await last.stop();
}

async function work(server: ReleaseServer, all: ReadonlyMap<string, Plan>): Promise<void> {
  const now = server.feed.upstreamNow();
  for (const [id, { meanwhile }] of all) {
    if (meanwhile !== "watched") continue;
    const known = server.feed.find(id)?.activity ?? { checkedAt: null, lastAt: null };
    server.feed.note([[id, { activity: { ...known, watchedAt: now } }]]);
  }
  await server.worker.start();
}

type Happening = { what: "looks" | "asks"; id: string; wasRunning: boolean };

/** Each look at a session and each request to end it, in order. */
function record(world: ReleaseWorld): readonly Happening[] {
  const { upstream } = world;
  const happened: Happening[] = [];
  const [retrieve, release] = [upstream.retrieveSession, upstream.releaseSession];
  const note = (what: Happening["what"], id: string) => happened.push({ what, id, wasRunning: world.isRunning(id) });
  upstream.retrieveSession = (id) => {
    note("looks", id);
    return retrieve.call(upstream, id);
  };
  upstream.releaseSession = (id) => {
    note("asks", id);
    return release.call(upstream, id);
  };
  return happened;
}

function outcomeOf(one: Plan | undefined): string {
  if (one?.meanwhile === "undone") return "cancelled";
  if (one?.meanwhile === "ended") return "already-ended";
  const isUsed = one?.usedAgoMs === 5_000 || one?.meanwhile === "used" || one?.meanwhile === "watched";
  return one?.meanwhile === "protected" || (isUsed && !one?.isConfirmed) ? "skipped" : "released";
}
