import { parseArgs } from "node:util";
import { buildConsoleWhenStale } from "@/lib/cli/build-console";
import { type BenchWorld, startBenchWorld } from "./bench-world";
import { type Figure, toTable } from "./figure";
import { measurePage } from "./measure-page";
import { measureServer } from "./measure-server";

/** Each is given a world of its own size and gives its lines of the result. */
const MEASUREMENTS: readonly ((world: BenchWorld) => Promise<Figure[]>)[] = [measureServer, measurePage];

const { values } = parseArgs({
  options: {
    sessions: { type: "string", default: "100,1000,10000" },
    seconds: { type: "string", default: "30" },
  },
});

await buildConsoleWhenStale(new AbortController().signal);
for (const sessions of values.sessions.split(",").map(Number)) {
  const world = await startBenchWorld({ sessions, seconds: Number(values.seconds) });
  try {
    const figures: Figure[] = [];
    for (const measure of MEASUREMENTS) figures.push(...(await measure(world)));
    process.stdout.write(`\n${sessions} sessions, of which 1 % change each second\n${toTable(figures)}\n`);
  } finally {
    await world.stop();
  }
}
