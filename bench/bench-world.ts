import { setTimeout } from "node:timers/promises";
import { type Keepwatch, startKeepwatch } from "@/e2e/keepwatch-process";
import { addPerson } from "@/e2e/people";
import { processesOf } from "@/e2e/processes";
import { type Cookies, signIn } from "@/e2e/sign-in";
import { LIVE_STATUSES, type LiveStatus } from "@/lib/server/upstream/upstream";
import { type FleetSimulator, startFleetSimulator } from "./fleet-simulator";

/** What a measurement is made in: a production console on a simulated fleet, of which some change each second. */
export type BenchWorld = {
  sessions: number;
  database: "embedded" | "postgres";
  simulator: FleetSimulator;
  console: Keepwatch;
  /** The process that serves pages. */
  serverPid: number;
  adminCookies: Cookies;
  /** Somebody new, who may look. */
  addViewer: () => Promise<Cookies>;
  /** Each second's changes so far: when they happened, and a session that started with them. */
  beacons: Beacon[];
  /** When upstream answered with a list, epoch ms, by the status that was asked for. */
  listsAnsweredAt: Readonly<Record<LiveStatus, number[]>>;
  /** When any request reached upstream, epoch ms. */
  requestsAt: number[];
  seconds: number;
  stop: () => Promise<void>;
};

type Beacon = { at: number; id: string };

type BenchOptions = {
  sessions: number;
  changesPerSecond: number;
  seconds: number;
  /** Without it, the embedded database. */
  databaseUrl: string | undefined;
};

export async function startBenchWorld({
  sessions,
  changesPerSecond,
  seconds,
  databaseUrl,
}: BenchOptions): Promise<BenchWorld> {
  const beacons: Beacon[] = [];
  const listsAnsweredAt: Record<LiveStatus, number[]> = { PENDING: [], RUNNING: [] };
  const requestsAt: number[] = [];
  const simulator = await startFleetSimulator({
    sessions,
    changesPerSecond,
    onTick(at, [id]) {
      if (id) beacons.push({ at, id });
    },
    onAnswer(route, at) {
      requestsAt.push(at);
      for (const status of LIVE_STATUSES) {
        if (route.endsWith(`?status=${status}`)) listsAnsweredAt[status].push(at);
      }
    },
  });
  const console = await startKeepwatch({
    BROWSERBASE_API_KEY: simulator.apiKey,
    BROWSERBASE_PROJECT_ID: simulator.projectId,
    BROWSERBASE_BASE_URL: simulator.url,
    ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}),
    KEEPWATCH_REQUESTS_PER_MINUTE: "100000",
  });
  const adminCookies = await signIn(console.url);
  return {
    sessions,
    seconds,
    database: databaseUrl ? "postgres" : "embedded",
    simulator,
    console,
    serverPid: serverOf(console.dataFolder),
    adminCookies,
    addViewer: async () => (await addPerson(console.url, adminCookies, "viewer")).cookies,
    beacons,
    listsAnsweredAt,
    requestsAt,
    async stop() {
      await console.stop();
      await simulator.stop();
    },
  };
}

/** Lets the world go on for a while. */
export function letPass(seconds: number): Promise<void> {
  return setTimeout(seconds * 1_000);
}

/** Next names its own process so. */
function serverOf(dataFolder: string): number {
  const server = processesOf(dataFolder).find(({ commandLine }) => commandLine.startsWith("next-server"));
  if (!server) throw new Error("the console has no server process");
  return server.pid;
}
