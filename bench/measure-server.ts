import { type BenchWorld, letPass } from "./bench-world";
import { embeddedDatabaseShareMb } from "./embedded-database-share";
import type { FeedViewers } from "./feed-viewers";
import type { Figure } from "./figure";
import { answerFigures, latencyFigure } from "./latency-figure";
import { intervalLimit } from "./list-answers";
import { toFigure } from "./measure";
import { requestFigures } from "./request-figures";
import { type ServerLoad, serverLoad } from "./server-load";

const VIEWERS = [1, 10, 500];
/** What upstream may be asked for at a start, all at once, is no measure of how it goes on. */
const SETTLE_SECONDS = 30;
/** For who has little time. */
const LEAST_SETTLE_SECONDS = 15;

/** The server's half of the figures: what it asks for, how fast it tells, and what it takes. The viewers stay. */
export async function measureServer(world: BenchWorld, viewers: FeedViewers): Promise<Figure[]> {
  const loads = new Map<number, ServerLoad>();
  let grownAt = 0;
  for (const count of VIEWERS) {
    await viewers.growTo(count);
    grownAt = Date.now();
    await letPass(Math.max(LEAST_SETTLE_SECONDS, Math.min(SETTLE_SECONDS, world.seconds)));
    viewers.latencies = [];
    loads.set(count, await serverLoad(world));
  }
  const { latencies } = viewers;
  return [
    ...requestFigures(loads, world.requestsAt),
    latencyFigure(
      "start → viewer",
      latencies.map(({ fromChangeMs }) => fromChangeMs),
      intervalLimit(world, "PENDING", grownAt),
    ),
    ...answerFigures("viewer", latencies, viewers.size),
    await memoryFigure(world, Math.max(...[...loads.values()].map(({ mostMemoryMb }) => mostMemoryMb))),
    cpuFigure(loads.get(viewers.size)?.cpuPercent ?? Number.NaN, viewers.size),
  ];
}

function cpuFigure(percent: number, viewers: number): Figure {
  const note = "100 % is one core";
  return { ...toFigure({ name: `server CPU, ${viewers} viewers`, value: percent, unit: "%", note }), cost: percent };
}

/** Sampled each second while it is measured, of which the most. */
async function memoryFigure({ database }: BenchWorld, mostMb: number): Promise<Figure> {
  const databaseMb = database === "embedded" ? await embeddedDatabaseShareMb() : 0;
  const megabytes = mostMb - databaseMb;
  const note =
    database === "embedded"
      ? `${mostMb} MB with the embedded one, which takes ${databaseMb} MB by itself`
      : "PostgreSQL is another process";
  const name = "server memory without its database, most";
  return { ...toFigure({ name, value: megabytes, limit: 300, unit: "MB", note }), cost: megabytes };
}
