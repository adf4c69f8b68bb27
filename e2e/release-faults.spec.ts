import type { APIRequestContext } from "@playwright/test";
import { type FleetSimulator, startFleetSimulator } from "@/bench/fleet-simulator";
import { faultsAtRandom, type UpstreamFault } from "@/bench/upstream-fault";
import type { AuditPage } from "@/lib/api/audit";
import type { ReleaseDetails } from "@/lib/api/releases";
import type { Snapshot } from "@/lib/api/snapshot";
import { ACTIVE_WITHIN_MS } from "@/lib/domain/activity";
import { type PostgresServer, startPostgresServer } from "@/lib/server/db/testing/postgres-server";
import { expect, test } from "./fixtures";
import { type Keepwatch, startKeepwatch } from "./keepwatch-process";
import { processesOf } from "./processes";
import { beginRelease } from "./release-sessions";
import { signIn } from "./sign-in";

const [FLEET, SELECTED] = [1_200, 500];
/** The server is killed each time that so many have ended: at first while all still wait to be sent. */
const KILLED_AT = [0, 160, 330];
/** Those that were asked to end a moment ago still run when it is killed. */
const ENDS_WITHIN_MS = 3_000;
/** These are over at once. */
const QUICK_FAULTS: readonly UpstreamFault[] = [
  { status: 429, retryAfterSeconds: 1 },
  { status: 429 },
  { status: 429 },
  { status: 500 },
  { status: 500 },
  { status: 500 },
  "lost",
  "lost",
  "lost",
];
/** One in five requests to release a session fails, in one of these ways. */
const FAULTS = [...QUICK_FAULTS, ...QUICK_FAULTS, "hang", "done-then-hang"] as const;
/** And one in twenty that asks for a list, a session or its log; fewer of these make all wait, or that would be most of the test. */
const FAILURES = QUICK_FAULTS.slice(3);
const READ_FAULTS = [...FAILURES, ...FAILURES, ...FAILURES, { status: 429 }, "hang"] as const;

for (const database of ["embedded", "postgres"] as const) {
  test.describe(`on the ${database} database`, () => {
    test.describe.configure({ timeout: 600_000 });
    let postgres: PostgresServer | undefined;
    let simulator: FleetSimulator;
    let keepwatch: Keepwatch;
    /** Until then the picture that is selected from is whole. */
    let hasBegun: boolean;

    test.beforeEach(async () => {
      if (database === "postgres") postgres = await startPostgresServer();
      const isMissing = database === "postgres" && !postgres;
      test.skip(isMissing, "PostgreSQL is not installed, and only root on Debian can install it by itself.");
      const fault = faultsAtRandom({ share: 0.2, seed: 5, faults: FAULTS });
      const readFault = faultsAtRandom({ share: 0.05, seed: 6, faults: READ_FAULTS });
      hasBegun = false;
      simulator = await startFleetSimulator({
        sessions: FLEET,
        changesPerSecond: 0,
        endsWithinMs: ENDS_WITHIN_MS,
        faultOf(route) {
          if (route.startsWith("POST")) return fault();
          return hasBegun ? readFault() : undefined;
        },
      });
    });
    test.afterEach(async () => {
      await keepwatch?.stop();
      await simulator?.stop();
      await postgres?.stop();
    });

    test("500 of 1,200 sessions end exactly once, through faults and three kills, and the ledger says what happened", async ({
      playwright,
    }) => {
      const env = {
        BROWSERBASE_API_KEY: simulator.apiKey,
        BROWSERBASE_PROJECT_ID: simulator.projectId,
        BROWSERBASE_BASE_URL: simulator.url,
        KEEPWATCH_UPSTREAM_REQUESTS_PER_MINUTE: "600",
        ...(postgres && { DATABASE_URL: await postgres.createDatabase() }),
      };
      const open = async (): Promise<APIRequestContext> => {
        const storageState = { cookies: await signIn(keepwatch.url), origins: [] };
        return playwright.request.newContext({ baseURL: keepwatch.url, storageState });
      };

      keepwatch = await startKeepwatch(env);
      let request = await open();
      const { sessions, now }: Snapshot = await (await request.get("/api/sessions")).json();
      expect(sessions).toHaveLength(FLEET);
      // Others end with their clients, or began with a command a moment ago, and are left alone.
      const free = sessions.filter(({ keepAlive, startedAt }) => keepAlive && now - startedAt > 2 * ACTIVE_WITHIN_MS);
      const selected = free.slice(0, SELECTED).map(({ id }) => id);
      expect(selected).toHaveLength(SELECTED);
      const startedAt = Date.now();
      hasBegun = true;
      const release = await beginRelease(request, selected, "Nobody needs them");
      for (const ended of KILLED_AT) {
        await expect
          .poll(() => simulator.ended.length, { intervals: [20], timeout: 200_000 })
          .toBeGreaterThanOrEqual(ended);
        for (const { pid } of processesOf(keepwatch.dataFolder)) process.kill(pid, "SIGKILL");
        keepwatch = await startKeepwatch({ ...env, KEEPWATCH_DATA_DIR: keepwatch.dataFolder });
      }
      request = await open();
      const read = async (): Promise<ReleaseDetails> => (await request.get(`/api/releases/${release}`)).json();
      await expect.poll(async () => (await read()).release.settledAt, { timeout: 200_000 }).toBeDefined();
      const seconds = Math.round((Date.now() - startedAt) / 1000);

      const { intents, release: whole } = await read();
      test.info().annotations.push({ type: "took", description: `${seconds} s, ${JSON.stringify(whole.counts)}` });
      expect(whole.counts).toEqual({ released: SELECTED });
      expect(intents.map(({ sessionId }) => sessionId).toSorted()).toEqual(selected.toSorted());
      // The simulator's own record: these ended, and no other was asked to, not even by a request that failed.
      expect(simulator.ended.toSorted()).toEqual(selected.toSorted());
      expect([...new Set(simulator.asked)].toSorted()).toEqual(selected.toSorted());
      expect(simulator.fleet.size).toBe(FLEET - SELECTED);
      const entries = await readReleaseEntries(request);
      expect(entries.map(({ sessionId }) => sessionId).toSorted()).toEqual(selected.toSorted());
      expect(new Set(entries.map(({ outcome }) => outcome))).toEqual(new Set(["done"]));
    });
  });
}

async function readReleaseEntries(request: APIRequestContext) {
  const entries: AuditPage["entries"] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const after: string = cursor ? `&cursor=${cursor}` : "";
    const page: AuditPage = await (await request.get(`/api/audit?limit=200&what=session.release${after}`)).json();
    entries.push(...page.entries);
    cursor = page.next;
  }
  return entries;
}
