import { type BenchWorld, letPass } from "./bench-world";
import { embeddedDatabaseShareMb } from "./embedded-database-share";
import type { FeedViewers } from "./feed-viewers";
import type { Figure } from "./figure";
import { latencyFigure } from "./latency-figure";
import { intervalLimit } from "./list-answers";
import { cpuSeconds, memoryMb } from "./process-usage";

const VIEWERS = [1, 10, 500];
const MINUTE_MS = 60_000;
/** What upstream may be asked for at a start, all at once, is no measure of how it goes on. */
const SETTLE_SECONDS = 15;

/** The server's half of the figures: what it asks for, how fast it tells, and what it takes. The viewers stay. */
export async function measureServer(world: BenchWorld, viewers: FeedViewers): Promise<Figure[]> {
  const figures: Figure[] = [];
  const rates: number[] = [];
  let load = { cpuPercent: 0, memory: 0 };
  let grownAt = 0;
  for (const count of VIEWERS) {
    await viewers.growTo(count);
    grownAt = Date.now();
    await letPass(SETTLE_SECONDS);
    viewers.latencies = [];
    const before = { requests: world.requestsAt.length, cpu: cpuSeconds(world.serverPid), at: Date.now() };
    await letPass(world.seconds);
    const elapsed = (Date.now() - before.at) / 1_000;
    const rate = ((world.requestsAt.length - before.requests) / elapsed) * 60;
    rates.push(rate);
    load = {
      cpuPercent: ((cpuSeconds(world.serverPid) - before.cpu) / elapsed) * 100,
      memory: memoryMb(world.serverPid),
    };
    const alone = `${60 * count}/min, were each page to ask by itself every 2 s`;
    figures.push({ name: `upstream requests, ${count} viewers`, value: `${rate.toFixed(1)}/min`, comparedTo: alone });
  }
  const memoryBeside =
    world.database === "embedded"
      ? `300 MB, beside the embedded database's own ${await embeddedDatabaseShareMb()} MB`
      : "300 MB; PostgreSQL is another process";
  const ratio = (rates.at(-1) ?? 0) / (rates[0] ?? 1);
  const { latencies } = viewers;
  return [
    ...figures,
    { name: "the same, 500 to 1", value: ratio.toFixed(2), comparedTo: "1.00 is no difference; 500 if each asked" },
    {
      name: "most in any minute",
      value: `${mostInAnyMinute(world.requestsAt)}`,
      comparedTo: "60, the budget",
    },
    latencyFigure(
      "start → viewer",
      latencies.map(({ fromChangeMs }) => fromChangeMs),
      intervalLimit(world, "PENDING", grownAt),
    ),
    latencyFigure(
      "upstream's answer → viewer",
      latencies.map(({ fromAnswerMs }) => fromAnswerMs),
      { ms: 150, note: `all of it is ours, with ${viewers.size} viewers` },
    ),
    { name: "server memory", value: `${load.memory} MB`, comparedTo: memoryBeside },
    { name: "server CPU", value: `${load.cpuPercent.toFixed(0)} %`, comparedTo: "100 % is one core" },
  ];
}

function mostInAnyMinute(instants: readonly number[]): number {
  return Math.max(...instants.map((start) => instants.filter((at) => at >= start && at < start + MINUTE_MS).length));
}
