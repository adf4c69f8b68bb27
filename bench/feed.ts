import { parseArgs } from "node:util";
import { type Browser, chromium } from "playwright-core";
import { buildConsoleWhenStale } from "@/lib/cli/build-console";
import { findBrowser } from "@/lib/cli/find-browser";
import { thisMachine } from "@/lib/cli/this-machine";
import { startPostgresServer } from "@/lib/server/db/testing/postgres-server";
import { type BenchWorld, startBenchWorld } from "./bench-world";
import { type Figure, toTable } from "./figure";
import { growthFigures } from "./growth-figures";
import { measureChangingPage, measureRestingPage } from "./measure-page";
import { measureViewed } from "./measure-viewed";

/*
 * The live feed and the sessions page at each size of a project, each figure beside what it is to be compared to.
 *
 *   npm run bench:feed -- [--sessions 100,1000,10000] [--seconds 60] [--minutes 10] [--database postgres]
 *
 * `--seconds` is how long the server is measured with each number of viewers; less than a minute tells little of how many
 * requests it makes. `--minutes` is how long the page's heap is watched while one in a hundred sessions changes each
 * second; ten seconds when it is left out, which says nothing of whether it grows. CHROMIUM_PATH says which browser. Other
 * work on the machine goes into every figure.
 */

type Measurement = (world: BenchWorld, browser: Browser) => Promise<Figure[]>;

const { values } = parseArgs({
  options: {
    sessions: { type: "string", default: "100,1000,10000" },
    seconds: { type: "string", default: "60" },
    minutes: { type: "string" },
    database: { type: "string", default: "embedded" },
  },
});
const churnMs = values.minutes === undefined ? 10_000 : Number(values.minutes) * 60_000;

const changing: readonly Measurement[] = [
  measureViewed,
  (world, browser) => measureChangingPage(world, browser, churnMs),
];
const resting: readonly Measurement[] = [measureRestingPage];

await buildConsoleWhenStale(new AbortController().signal);
const postgres = values.database === "postgres" ? await startPostgresServer() : undefined;
const browser = await chromium.launch({
  executablePath: findBrowser(thisMachine()),
  args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
});
try {
  let before: { sessions: number; figures: Figure[] } | undefined;
  for (const sessions of values.sessions.split(",").map(Number)) {
    const figures = await measureIn({ sessions, changesPerSecond: Math.ceil(sessions / 100) }, changing);
    print(`${sessions} sessions, of which 1 % change each second`, figures);
    print(`${sessions} sessions at rest`, await measureIn({ sessions, changesPerSecond: 0 }, resting));
    if (before) {
      const growth = growthFigures(before.figures, figures, sessions / before.sessions);
      print(`What it costs, from ${before.sessions} to ${sessions} sessions`, growth);
    }
    before = { sessions, figures };
  }
} finally {
  await browser.close();
  await postgres?.stop();
}

function print(title: string, figures: readonly Figure[]): void {
  process.stdout.write(`\n${title}\n${toTable(figures)}\n`);
}

async function measureIn(
  fleet: { sessions: number; changesPerSecond: number },
  measurements: readonly Measurement[],
): Promise<Figure[]> {
  const databaseUrl = await postgres?.createDatabase();
  const world = await startBenchWorld({ ...fleet, seconds: Number(values.seconds), databaseUrl });
  try {
    const figures: Figure[] = [];
    for (const measure of measurements) figures.push(...(await measure(world, browser)));
    return figures;
  } finally {
    await world.stop();
  }
}
